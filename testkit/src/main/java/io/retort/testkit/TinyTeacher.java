package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Batch;
import io.retort.core.data.SavedModel;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A network as the teacher of a {@link TinyLesson}, all nodes of which can be asked for. */
public final class TinyTeacher implements Teacher {
  private final SavedNetwork saved;
  private final NetworkPlan plan;
  private final Network network;

  /**
   * Compiles the network.
   *
   * @param saved reads points and has one output
   * @param backend where it runs; the caller closes it after this teacher
   */
  public TinyTeacher(SavedNetwork saved, ComputeBackend backend) {
    this.saved = saved;
    plan = saved.plan();
    network =
        backend.compile(
            plan,
            new CompileOptions(
                plan.description().nodes().stream().map(Node::name).collect(Collectors.toSet()),
                0));
    network.load(saved.weights());
  }

  @Override
  public List<TeacherOutput> outputs() {
    List<TeacherOutput> outputs = new ArrayList<>();
    String head = TinyLesson.CLASS.name();
    outputs.add(new TeacherOutput(head, TargetKind.LOGITS, plan.shape(node(head))));
    for (Node node : plan.description().nodes()) {
      outputs.add(new TeacherOutput(node.name(), TargetKind.FEATURES, plan.shape(node.name())));
    }
    return outputs;
  }

  private String node(String output) {
    return output.equals(TinyLesson.CLASS.name()) ? TinyLesson.CLASS.output(plan) : output;
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Activations activations = network.forward(DeviceTensor.of(batch.inputs()), Mode.INFERENCE);
    destinations.forEach(
        (name, destination) -> destination.write(0, activations.get(node(name)).toArray()));
  }

  @Override
  public Optional<SavedModel> network() {
    return Optional.of(new SavedModel(saved, Optional.empty()));
  }

  @Override
  public String fingerprint() {
    return network.weights().fingerprint();
  }

  @Override
  public void close() {
    network.close();
  }
}
