package io.retort.teachers.providers;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network as a teacher, run in inference mode only. Every node can be asked for as a tap. */
final class NetworkTeacher implements Teacher {
  private final SavedNetwork saved;
  private final ComputeBackend backend;
  private final List<TeacherOutput> outputs = new ArrayList<>();

  /** The node that answers for each output. */
  private final Map<String, String> nodes = new HashMap<>();

  private final Set<String> taps = new HashSet<>();
  private Network network;

  NetworkTeacher(SavedNetwork saved, List<Head> heads, ComputeBackend backend) {
    this.saved = saved;
    this.backend = backend;
    NetworkPlan plan = saved.plan();
    for (Head head : heads) {
      TargetKind kind =
          head.task() instanceof Task.Regression ? TargetKind.VALUES : TargetKind.LOGITS;
      add(head.name(), head.output(plan), kind, Shape.of(head.task().outputs()));
    }
    for (Node node : plan.description().nodes()) {
      // A node of a head's name is that head's output, and asked for as such.
      if (!nodes.containsKey(node.name())) {
        add(node.name(), node.name(), TargetKind.FEATURES, plan.shape(node.name()));
      }
    }
    compile(Set.of());
  }

  private void add(String name, String node, TargetKind kind, Shape shape) {
    outputs.add(new TeacherOutput(name, kind, shape));
    nodes.put(name, node);
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
    return List.copyOf(outputs);
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Set<String> wanted = new HashSet<>();
    destinations.keySet().forEach(name -> wanted.add(nodes.get(name)));
    wanted.removeAll(saved.plan().description().outputs());
    if (!taps.containsAll(wanted)) {
      compile(wanted);
    }
    Activations activations = network.forward(batch.inputs(), Mode.INFERENCE);
    destinations.forEach(
        (name, destination) -> destination.copyFrom(activations.get(nodes.get(name))));
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
