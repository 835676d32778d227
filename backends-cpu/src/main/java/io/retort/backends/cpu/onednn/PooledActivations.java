package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import java.util.Collection;
import java.util.List;

/**
 * Finds activation functions that only a max pooling reads. All functions whose derivative follows
 * from their value increase, so that the largest value has the largest argument, and the derivative
 * can be taken after the pooling, on a fraction of the values.
 */
final class PooledActivations {
  private final NetworkDescription network;
  private final Collection<String> taps;

  PooledActivations(NetworkDescription network, Collection<String> taps) {
    this.network = network;
    this.taps = taps;
  }

  /** Whether a node leaves the derivative of its activation to the pooling that reads it. */
  boolean derivedLater(Node node) {
    List<Node> readers =
        network.nodes().stream().filter(other -> other.inputs().contains(node.name())).toList();
    Eltwise function = function(node.layer());
    return !function.isIdentity()
        && function.derivativeFollowsFromValue()
        && !taps.contains(node.name())
        && readers.size() == 1
        && readers.get(0).layer() instanceof Layer.MaxPool;
  }

  /** The function whose derivative a max pooling takes. */
  Eltwise innerOf(Node pooling) {
    String read = pooling.inputs().get(0);
    if (read.equals(NetworkDescription.INPUT)) {
      return Eltwise.IDENTITY;
    }
    Node node = network.node(read);
    return derivedLater(node) ? function(node.layer()) : Eltwise.IDENTITY;
  }

  private static Eltwise function(Layer layer) {
    if (layer instanceof Layer.Conv2d conv) {
      return new Eltwise(conv.activation());
    } else if (layer instanceof Layer.Activation activation) {
      return new Eltwise(activation.function());
    }
    return Eltwise.IDENTITY;
  }
}
