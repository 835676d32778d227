package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds sums of two values in inference that a convolution computes on its way: it adds its result
 * to the other value where that lies, as in a residual block. Nobody may read the other value
 * afterwards, under its own name or as a view of another one.
 */
final class FusedSums {
  private final FusedActivations activations;
  private final Map<String, Node> convolutions = new HashMap<>();
  private final Map<String, Node> sums = new HashMap<>();

  /**
   * Finds the sums of a network.
   *
   * @param adds whether a convolution can add its result to what is there
   */
  FusedSums(
      NetworkDescription network,
      Collection<String> taps,
      FusedActivations activations,
      Predicate<Node> adds) {
    this.activations = activations;
    List<Node> nodes = network.nodes();
    for (int index = 0; index < nodes.size(); index++) {
      Node sum = nodes.get(index);
      if (sum.layer() instanceof Layer.Add
          && sum.inputs().size() == 2
          && new HashSet<>(sum.inputs()).size() == 2) {
        convolution(network, taps, sum)
            .filter(node -> node.layer().activation() == ActivationFunction.LINEAR)
            .filter(adds)
            .ifPresent(
                node -> {
                  convolutions.put(sum.name(), node);
                  sums.put(node.name(), sum);
                });
      }
    }
  }

  /** No sums at all. */
  static FusedSums none() {
    return new FusedSums();
  }

  private FusedSums() {
    this.activations = null;
  }

  /** The convolution that is computed after the other value and everything else that reads it. */
  private Optional<Node> convolution(
      NetworkDescription network, Collection<String> taps, Node sum) {
    if (sum.inputs().contains(NetworkDescription.INPUT)) {
      return Optional.empty();
    }
    Node left = network.node(sum.inputs().get(0));
    Node right = network.node(sum.inputs().get(1));
    boolean rightLast = network.nodes().indexOf(right) > network.nodes().indexOf(left);
    Node last = rightLast ? right : left;
    Node other = rightLast ? left : right;
    int at = network.nodes().indexOf(last);
    boolean unread =
        network.nodes().stream()
            .filter(node -> node.inputs().contains(other.name()) && !node.equals(sum))
            .allMatch(node -> network.nodes().indexOf(node) < at && !mayGiveView(node));
    boolean onlyReader =
        network.nodes().stream()
            .filter(node -> node.inputs().contains(last.name()))
            .allMatch(sum::equals);
    return last.layer() instanceof Layer.Conv2d
            && onlyReader
            && unread
            && !taps.contains(last.name())
            && !taps.contains(other.name())
            && isAlone(network, other)
        ? Optional.of(last)
        : Optional.empty();
  }

  /** Whether a value lies where that of no node before it does that anybody else reads. */
  private boolean isAlone(NetworkDescription network, Node node) {
    return !mayGiveView(node)
        || (activations.isAppliedBefore(node)
            && isAlone(network, network.node(node.inputs().get(0))));
  }

  /**
   * Whether the value of a node may lie where that of its input does. All layers are taken to be
   * such that are not known to write to memory of their own.
   */
  private boolean mayGiveView(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Layer.Activation activation) {
      return activation.function() == ActivationFunction.LINEAR
          || activations.isAppliedBefore(node);
    }
    return !(layer instanceof Layer.Conv2d
        || layer instanceof Layer.BatchNorm
        || layer instanceof Layer.MaxPool
        || layer instanceof Layer.AvgPool
        || layer instanceof Layer.GlobalAvgPool
        || layer instanceof Layer.Upsample
        || layer instanceof Layer.Concat
        || layer instanceof Layer.Add);
  }

  /** The sum that a convolution computes. */
  Optional<Node> computedBy(Node convolution) {
    return Optional.ofNullable(sums.get(convolution.name()));
  }

  /** What a node reads: a convolution that computes a sum also what it adds to. */
  List<String> inputs(Node node) {
    if (sums.containsKey(node.name())) {
      Node sum = sums.get(node.name());
      boolean first = sum.inputs().get(0).equals(node.name());
      return List.of(node.inputs().get(0), sum.inputs().get(first ? 1 : 0));
    }
    return convolutions.containsKey(node.name())
        ? List.of(convolutions.get(node.name()).name())
        : node.inputs();
  }

  /** Whether a convolution computes this sum. */
  boolean isComputedBefore(Node sum) {
    return convolutions.containsKey(sum.name());
  }
}
