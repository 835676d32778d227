package io.retort.strategies.providers;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.Criterion;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.strategy.StrategySetting;
import java.util.ArrayList;
import java.util.List;

/**
 * The student's nodes that are compared with what a teacher says of heads. They are the outputs for
 * the heads, but for vectors of another width than the teacher's: these are compared behind a
 * linear layer that is trained with the student, and not saved with it.
 */
final class HeadTaps {
  private final StrategySetting setting;
  private final List<Node> projections = new ArrayList<>();

  HeadTaps(StrategySetting setting) {
    this.setting = setting;
  }

  /**
   * The node that is compared.
   *
   * @param loss what compares it with the teacher's output
   */
  String of(Head head, Criterion loss) {
    String output = setting.output(head);
    if (!(head.task() instanceof Task.Embedding) || !loss.needsEqualShapes()) {
      return output;
    }
    int wanted = setting.teacherOutput(head.name()).shape().elements();
    return wanted == head.task().outputs()
        ? output
        : projection(head.name() + "-projection", output, wanted).name();
  }

  private Node projection(String name, String output, int width) {
    Node wanted =
        new Node(name, new Layer.Dense(width, ActivationFunction.LINEAR), List.of(output));
    List<Node> nodes = network().nodes();
    if (nodes.contains(wanted)) {
      // An earlier phase of a sequence has begun to train it.
      return wanted;
    } else if (nodes.stream().anyMatch(node -> node.name().equals(name))) {
      return projection(name + "-", output, width);
    }
    projections.add(wanted);
    return wanted;
  }

  /** The student with what is compared behind its outputs. */
  NetworkDescription network() {
    return setting.student().description().with(projections);
  }
}
