package io.retort.core.training;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Memory for the gradients of terms at their taps, allocated once for each size of a batch. */
final class TermGradients implements AutoCloseable {
  private final ComputeBackend backend;
  private final Map<String, Map<Integer, DeviceTensor>> gradients = new HashMap<>();

  TermGradients(ComputeBackend backend) {
    this.backend = backend;
  }

  /**
   * Memory of the shapes of a term's outputs.
   *
   * @param outputs what the network gives at the term's taps
   * @return a tensor for each, with anything in it
   */
  List<DeviceTensor> of(Term term, List<DeviceTensor> outputs) {
    List<DeviceTensor> own = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Shape shape = outputs.get(i).shape();
      own.add(
          gradients
              .computeIfAbsent(
                  i + "/" + term.taps().get(i) + "/" + term.name(), key -> new HashMap<>())
              .computeIfAbsent(
                  shape.extent(0),
                  batch -> new DeviceTensor(shape, backend.vector(shape.elements()))));
    }
    return own;
  }

  @Override
  public void close() {
    gradients
        .values()
        .forEach(sizes -> sizes.values().forEach(gradient -> gradient.values().close()));
  }
}
