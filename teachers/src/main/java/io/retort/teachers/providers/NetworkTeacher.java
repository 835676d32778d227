package io.retort.teachers.providers;

import io.retort.core.backend.Activations;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.ModelFit;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network as a teacher, whose weights a backend prepares once, as they never change. Every node
 * can be a tap. One that was taught other data than the run's is matched to them by names.
 */
final class NetworkTeacher implements Teacher {
  private final SavedModel model;
  private final SavedNetwork saved;
  private final ComputeBackend backend;
  private final NetworkOutputs outputs;
  private final ModelFit fit;
  private final Set<String> taps;
  private final Set<String> heads;
  private InferenceNetwork network;
  private Tensor inputs;

  /**
   * Compiles the network.
   *
   * @throws io.retort.core.RetortException if it was not taught what the data have. The message is
   *     a clause that starts with "the data"
   */
  NetworkTeacher(SavedModel model, TrainingData data, ComputeBackend backend) {
    this.model = model;
    this.saved = model.network();
    this.backend = backend;
    this.outputs = new NetworkOutputs(saved.plan(), data.heads());
    this.fit = ModelFit.of(model, data.signature(), data.inputShape());
    this.heads = data.heads().stream().map(Head::name).collect(Collectors.toSet());
    this.taps = new LinkedHashSet<>(saved.plan().description().outputs());
    this.network = tapped();
  }

  private InferenceNetwork tapped() {
    NetworkDescription description =
        new NetworkDescription(saved.plan().description().nodes(), new ArrayList<>(taps));
    return backend.freeze(
        new SavedNetwork(NetworkPlan.of(description, saved.plan().input()), saved.weights()));
  }

  @Override
  public List<TeacherOutput> outputs() {
    return outputs.all();
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Set<String> wanted = new HashSet<>();
    destinations.keySet().forEach(name -> wanted.add(outputs.node(name)));
    if (taps.addAll(wanted)) {
      InferenceNetwork tapped = tapped();
      network.close();
      network = tapped;
    }
    Activations activations = network.forward(DeviceTensor.of(inputs(batch.inputs())));
    destinations.forEach(
        (name, destination) -> {
          try (Tensor said = activations.get(outputs.node(name)).onHost()) {
            if (heads.contains(name) && !fit.output(name).isIdentity()) {
              fit.output(name).apply(said, destination);
            } else {
              destination.copyFrom(said);
            }
          }
        });
  }

  /** What the network reads, which is overwritten by the next batch. */
  private Tensor inputs(Tensor given) {
    if (fit.inputs().isIdentity()) {
      return given;
    }
    int rows = given.shape().extent(0);
    if (inputs == null || inputs.shape().extent(0) != rows) {
      free();
      inputs = Tensor.allocate(saved.plan().input().batch(rows));
    }
    fit.inputs().apply(given, inputs);
    return inputs;
  }

  private void free() {
    if (inputs != null) {
      inputs.close();
      inputs = null;
    }
  }

  @Override
  public String fingerprint() {
    return saved.weights().fingerprint();
  }

  @Override
  public Optional<SavedModel> network() {
    return Optional.of(model);
  }

  @Override
  public void close() {
    network.close();
    free();
  }
}
