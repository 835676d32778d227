package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;

/**
 * Chooses what the layers compute with that multiply matrices; all others keep the type of their
 * input. Half as many bytes and twice as many products at a time pay where there is work: a small
 * layer is done sooner than its input is rounded.
 */
final class DataTypes {
  private final NetworkPlan plan;
  private final Limits limits;
  private final Mode mode;
  private final int batch;

  DataTypes(NetworkPlan plan, Limits limits, Mode mode, int batch) {
    this.plan = plan;
    this.limits = limits;
    this.mode = mode;
    this.batch = batch;
  }

  DataType of(Node node) {
    long products = Products.of(plan, node);
    return limits.bf16() && products > 0 && pays(node, products) ? DataType.BF16 : DataType.F32;
  }

  private boolean pays(Node node, long products) {
    if (mode == Mode.TRAINING && node.layer() instanceof Layer.Gru) {
      int steps = plan.shape(node.inputs().get(0)).extent(0);
      return products / steps >= limits.leastStateProducts();
    }
    return batch * products >= limits.leastProducts();
  }
}
