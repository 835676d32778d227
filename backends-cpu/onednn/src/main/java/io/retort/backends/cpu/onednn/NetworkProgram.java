package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** A network compiled for one batch size and mode: in one part, or in some that run at once. */
final class NetworkProgram implements AutoCloseable {
  private final Workers workers;
  private final Parameters parameters;
  private final List<BatchPart> parts;
  private final Map<String, Tensor> outputs = new HashMap<>();
  private final List<Tensor> owned = new ArrayList<>();
  private final Rows inputs;
  private final Map<String, Rows> gradients = new HashMap<>();
  private final IntConsumer forward = this::forward;
  private final IntConsumer backward = this::backward;
  private Tensor given;
  private Map<String, Tensor> givenGradients;

  /**
   * A program of parts that are compiled for consecutive samples of a batch.
   *
   * @param parts at least one, with the parameters of the same index of {@link Parameters#part}
   */
  NetworkProgram(
      NetworkPlan plan,
      List<String> taps,
      Parameters parameters,
      List<BatchPart> parts,
      Workers workers,
      int batch) {
    this.workers = workers;
    this.parameters = parameters;
    this.parts = parts;
    this.inputs = new Rows(parts);
    for (String tap : taps) {
      Shape shape = plan.shape(tap).batch(batch);
      if (parts.size() == 1) {
        outputs.put(tap, parts.get(0).output(tap).reshape(shape));
      } else {
        Tensor whole = Tensor.allocate(shape);
        owned.add(whole);
        outputs.put(tap, whole);
        parts.forEach(part -> part.copyTo(tap, part.rowsOf(whole)));
      }
      gradients.put(tap, new Rows(parts));
    }
  }

  void forward(Tensor batch) {
    given = batch;
    workers.run(parts.size(), forward);
  }

  private void forward(int part) {
    parts.get(part).forward(inputs.of(given, part));
  }

  Tensor output(String tap) {
    return outputs.get(tap);
  }

  void backward(Map<String, Tensor> tapGradients) {
    givenGradients = tapGradients;
    parts.forEach(part -> part.prepareBackward(tapGradients.keySet()));
    workers.run(parts.size(), backward);
    for (int part = 1; part < parts.size(); part++) {
      parameters.gradients().add(1, parameters.part(part).gradients());
    }
  }

  private void backward(int part) {
    parts
        .get(part)
        .backward(
            givenGradients.keySet(), tap -> gradients.get(tap).of(givenGradients.get(tap), part));
  }

  @Override
  public void close() {
    parts.forEach(BatchPart::close);
    owned.forEach(Tensor::close);
  }

  /** The rows of a batch that belong to each part: views that are made once for a tensor. */
  private static final class Rows {
    private final List<BatchPart> parts;
    private final Tensor[] wholes;
    private final Tensor[] views;

    Rows(List<BatchPart> parts) {
      this.parts = parts;
      this.wholes = new Tensor[parts.size()];
      this.views = new Tensor[parts.size()];
    }

    Tensor of(Tensor whole, int part) {
      if (wholes[part] != whole) {
        views[part] = parts.size() == 1 ? whole : parts.get(part).rowsOf(whole);
        wholes[part] = whole;
      }
      return views[part];
    }
  }
}
