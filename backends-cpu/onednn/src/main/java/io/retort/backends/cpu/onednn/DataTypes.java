package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;

/**
 * Chooses what the layers compute with that multiply matrices; all others keep the type of their
 * input. Half as many bytes and twice as many multiplications at a time pay where there is work: a
 * small layer is done sooner than its input is rounded.
 */
final class DataTypes {
  private final NetworkPlan plan;
  private final Limits limits;
  private final int batch;

  DataTypes(NetworkPlan plan, Limits limits, int batch) {
    this.plan = plan;
    this.limits = limits;
    this.batch = batch;
  }

  DataType of(Node node) {
    long multiplications = batch * plan.multiplications(node);
    boolean pays = multiplications > 0 && multiplications >= limits.leastMultiplications();
    return limits.bf16() && pays ? DataType.BF16 : DataType.F32;
  }
}
