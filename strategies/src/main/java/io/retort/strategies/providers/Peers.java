package io.retort.strategies.providers;

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

  /** What a network says of a head, as a target of others. */
  static TargetSource says(String name, NetworkPlan network, Head head) {
    return new TargetSource.Peer(name, head.output(network), head.task().outputKind());
  }
}
