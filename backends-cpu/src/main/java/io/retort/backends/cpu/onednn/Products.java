package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;

/** How much a network multiplies: the measure by which precision and threads are chosen. */
final class Products {

  private Products() {}

  /** The products of one sample's pass forward through a network. */
  static long of(NetworkPlan plan) {
    return plan.description().nodes().stream().mapToLong(node -> of(plan, node)).sum();
  }

  /** The products of one sample's pass forward through a node. */
  static long of(NetworkPlan plan, Node node) {
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
