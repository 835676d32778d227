package io.retort.teachers.providers;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network as a teacher, run in inference mode only. Every node can be asked for as a tap. */
final class NetworkTeacher implements Teacher {
  private final SavedNetwork saved;
  private final ComputeBackend backend;
  private final NetworkOutputs outputs;
  private final Set<String> taps = new HashSet<>();
  private Network network;

  NetworkTeacher(SavedNetwork saved, List<Head> heads, ComputeBackend backend) {
    this.saved = saved;
    this.backend = backend;
    this.outputs = new NetworkOutputs(saved.plan(), heads);
    compile(Set.of());
  }

  private void compile(Set<String> moreTaps) {
    taps.addAll(moreTaps);
    Network compiled = backend.compile(saved.plan(), new CompileOptions(taps, 0));
    compiled.load(weights());
    if (network != null) {
      network.close();
    }
    network = compiled;
  }

  @Override
  public List<TeacherOutput> outputs() {
    return outputs.all();
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Set<String> wanted = new HashSet<>();
    destinations.keySet().forEach(name -> wanted.add(outputs.node(name)));
    wanted.removeAll(saved.plan().description().outputs());
    if (!taps.containsAll(wanted)) {
      compile(wanted);
    }
    Activations activations = network.forward(batch.inputs(), Mode.INFERENCE);
    destinations.forEach(
        (name, destination) -> destination.copyFrom(activations.get(outputs.node(name))));
  }

  /** Of the compiled network, so that a change of its weights or buffers shows. */
  private Weights weights() {
    return network == null ? saved.weights() : network.weights();
  }

  @Override
  public String fingerprint() {
    return weights().fingerprint();
  }

  @Override
  public Optional<SavedNetwork> network() {
    return Optional.of(saved);
  }

  @Override
  public void close() {
    network.close();
  }
}
