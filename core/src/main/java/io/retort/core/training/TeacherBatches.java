package io.retort.core.training;

import io.retort.core.data.Samples;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A teacher's outputs for the batches of a training, in the host's memory. */
final class TeacherBatches implements AutoCloseable {
  private final Optional<PreparedOutputs> outputs;
  private final Samples train;
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<Integer, Map<String, Tensor>> batches = new HashMap<>();

  TeacherBatches(List<TeacherOutput> teacher, Optional<PreparedOutputs> outputs, Samples train) {
    this.outputs = outputs;
    this.train = train;
    for (TeacherOutput output : teacher) {
      shapes.put(output.name(), output.shape());
    }
  }

  /**
   * The outputs for a batch.
   *
   * @param wanted their names
   * @return tensors that are valid until the next call
   */
  Map<String, Tensor> of(int[] samples, DeviceTensor inputs, Set<String> wanted) {
    if (outputs.isEmpty() || wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, Tensor> all = batches.computeIfAbsent(samples.length, size -> new HashMap<>());
    Map<String, Tensor> chosen = new HashMap<>();
    for (String name : wanted) {
      chosen.put(
          name,
          all.computeIfAbsent(
              name, output -> Tensor.allocate(shapes.get(output).batch(samples.length))));
    }
    outputs.get().gather(train, samples, inputs, chosen);
    return chosen;
  }

  @Override
  public void close() {
    batches.values().forEach(tensors -> tensors.values().forEach(Tensor::close));
    batches.clear();
  }
}
