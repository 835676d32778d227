package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;

/**
 * Chooses what the layers compute with that multiply matrices; all others keep the type of their
 * input. Half as many bytes and twice as many products at a time pay where there is work: a small
 * layer is done sooner than its input is rounded.
 */
final class DataTypes {
  private final NetworkPlan plan;
  private final long leastProducts;
  private final int batch;

  /**
   * @param leastProducts the products for which 16 bits are worth it
   */
  DataTypes(NetworkPlan plan, long leastProducts, int batch) {
    this.plan = plan;
    this.leastProducts = leastProducts;
    this.batch = batch;
  }

  DataType of(Node node) {
    long products = batch * Products.of(plan, node);
    return products > 0 && products >= leastProducts ? DataType.BF16 : DataType.F32;
  }
}
