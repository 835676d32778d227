package io.retort.serving;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkPlan;
import java.util.List;

/**
 * Something that a student predicts.
 *
 * @param name the head's name
 * @param node the node of the network that predicts it
 * @param task what it is
 */
public record StudentHead(String name, String node, Task task) {

  static StudentHead of(Head head, NetworkPlan plan) {
    return new StudentHead(head.name(), head.output(plan), head.task());
  }

  /**
   * What is predicted.
   *
   * @return {@link TargetKind#CLASSES}, {@link TargetKind#MULTI_LABELS} or {@link
   *     TargetKind#VALUES}
   */
  public TargetKind predicts() {
    return task.labelKind();
  }

  /**
   * The names of the classes, labels or values.
   *
   * @return in the order of the outputs
   */
  public List<String> names() {
    return task.names();
  }
}
