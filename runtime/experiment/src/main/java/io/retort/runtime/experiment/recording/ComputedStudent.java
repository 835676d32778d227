package io.retort.runtime.experiment.recording;

import io.retort.core.backend.Activations;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.data.SavedModel;
import io.retort.core.export.ExportedStudent;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A student, and a backend that computes with it, made when the first exporter asks for it. */
final class ComputedStudent implements ExportedStudent, AutoCloseable {
  private final SavedModel model;
  private final Map<String, String> provenance;
  private final Supplier<ComputeBackend> backends;
  private ComputeBackend backend;
  private InferenceNetwork network;

  /**
   * A student.
   *
   * @param provenance what is known of its training
   * @param backends makes the backend, which is closed with the student
   */
  ComputedStudent(
      SavedModel model, Map<String, String> provenance, Supplier<ComputeBackend> backends) {
    this.model = model;
    this.provenance = provenance;
    this.backends = backends;
  }

  @Override
  public SavedModel model() {
    return model;
  }

  @Override
  public Map<String, String> provenance() {
    return provenance;
  }

  @Override
  public Map<String, float[]> outputs(float[] inputs) {
    NetworkPlan plan = model.network().plan();
    Shape input = plan.input();
    if (inputs.length == 0 || inputs.length % input.elements() != 0) {
      throw new IllegalArgumentException(
          inputs.length + " values are not samples of shape " + input);
    }
    compile();
    try (Tensor batch = Tensor.of(input.batch(inputs.length / input.elements()), inputs)) {
      Activations activations = network.forward(DeviceTensor.of(batch));
      Map<String, float[]> outputs = new HashMap<>();
      for (String output : plan.description().outputs()) {
        outputs.put(output, activations.get(output).toArray());
      }
      return outputs;
    }
  }

  private void compile() {
    if (network == null) {
      if (backend == null) {
        backend = backends.get();
      }
      network = backend.freeze(model.network());
    }
  }

  @Override
  public void close() {
    try {
      if (network != null) {
        network.close();
      }
    } finally {
      if (backend != null) {
        backend.close();
      }
    }
  }
}
