package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;

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
    long products = batch * products(node);
    return products > 0 && products >= leastProducts ? DataType.BF16 : DataType.F32;
  }

  /** The products of one sample's forward pass. */
  private long products(Node node) {
    Shape input = plan.shape(node.inputs().get(0));
    long outputs = plan.shape(node.name()).elements();
    Layer layer = node.layer();
    if (layer instanceof Layer.Dense) {
      return outputs * input.extent(-1);
    } else if (layer instanceof Layer.Conv2d conv) {
      long window = (long) conv.kernel().height() * conv.kernel().width();
      return outputs * window * input.extent(0) / conv.groups();
    } else if (layer instanceof Layer.Lstm lstm) {
      return 4L * lstm.units() * input.extent(0) * (input.extent(1) + lstm.units());
    } else if (layer instanceof Layer.Gru gru) {
      return 3L * gru.units() * input.extent(0) * (input.extent(1) + gru.units());
    }
    return 0;
  }
}
