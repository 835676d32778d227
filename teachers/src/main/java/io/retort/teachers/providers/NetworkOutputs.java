package io.retort.teachers.providers;

import io.retort.core.data.Head;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network can say as a teacher: an output for each head, and every node as a feature. */
final class NetworkOutputs {
  private final List<TeacherOutput> outputs = new ArrayList<>();
  private final Map<String, String> nodes = new HashMap<>();

  NetworkOutputs(NetworkPlan plan, List<Head> heads) {
    for (Head each : heads) {
      Head head = each.in(plan);
      add(
          head.name(),
          head.output(plan),
          head.task().networkOutputKind(),
          Shape.of(head.task().outputs()));
    }
    for (Node node : plan.description().nodes()) {
      // A node of a head's name is that head's output, and named as such.
      if (!nodes.containsKey(node.name())) {
        add(node.name(), node.name(), TargetKind.FEATURES, plan.shape(node.name()));
      }
    }
  }

  private void add(String name, String node, TargetKind kind, Shape shape) {
    outputs.add(new TeacherOutput(name, kind, shape));
    nodes.put(name, node);
  }

  List<TeacherOutput> all() {
    return List.copyOf(outputs);
  }

  /** The node that gives an output. */
  String node(String output) {
    String node = nodes.get(output);
    if (node == null) {
      throw new IllegalArgumentException(
          "The teacher has no output '"
              + output
              + "'; it has "
              + outputs.stream().map(TeacherOutput::name).toList());
    }
    return node;
  }
}
