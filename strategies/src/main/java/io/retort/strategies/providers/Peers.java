package io.retort.strategies.providers;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;

/** Networks that are trained beside the student. */
final class Peers {

  private Peers() {}

  /**
   * A network as it stands beside the student.
   *
   * @throws RetortException if it does not fit the data, saying which network it is
   */
  static NetworkPlan plan(String name, NetworkDescription network, StrategySetting setting) {
    try {
      NetworkPlan plan = NetworkPlan.of(network, setting.student().input());
      setting.heads().forEach(head -> head.output(plan));
      return plan;
    } catch (RetortException misfit) {
      throw new RetortException(
          misfit.kind(),
          "The network '" + name + "' of the strategy: " + misfit.getMessage(),
          misfit);
    }
  }

  /**
   * Refuses a head without labels, of which networks that are trained in the run know nothing.
   *
   * @param strategy what trains them
   */
  static void requireLabels(String strategy, StrategySetting setting) {
    for (Head head : setting.heads()) {
      if (!head.task().hasLabels()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The strategy '"
                + strategy
                + "' trains networks beside the student on labels, which the embedding '"
                + head.name()
                + "' does not have; use soft-label, temperature or feature, with a teacher that"
                + " gives vectors");
      }
    }
  }

  /** What a network says of a head, as a target of others. */
  static TargetSource says(String name, NetworkPlan network, Head head) {
    return new TargetSource.Peer(name, head.output(network), head.task().outputKind());
  }
}
