package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds activation functions that a neighbour takes over, so that values are read and written once
 * less.
 *
 * <p>A normalisation or a sum that only an activation reads applies it itself.
 *
 * <p>A max pooling takes the derivative of the activation that only it reads. All functions whose
 * derivative follows from their value increase, so that the largest value has the largest argument,
 * and the derivative can be taken after the pooling, on a fraction of the values.
 *
 * <p>A tap is never taken over: its value has to be there.
 */
final class FusedActivations {
  private final NetworkDescription network;
  private final Collection<String> taps;

  FusedActivations(NetworkDescription network, Collection<String> taps) {
    this.network = network;
    this.taps = taps;
  }

  /** The function that a normalisation or sum applies to its result. */
  Eltwise appliedBy(Node node) {
    return onlyReader(node)
        .filter(reader -> appliesItself(node, function(reader.layer())))
        .filter(reader -> reader.layer() instanceof Layer.Activation)
        .map(reader -> function(reader.layer()))
        .orElse(Eltwise.IDENTITY);
  }

  private static boolean appliesItself(Node node, Eltwise function) {
    return node.layer() instanceof Layer.BatchNorm
        ? function.function() == ActivationFunction.RELU
        : node.layer() instanceof Layer.Add
            && node.inputs().size() > 1
            && function.derivativeFollowsFromValue();
  }

  /** Whether the node before an activation applies it. */
  boolean isAppliedBefore(Node activation) {
    return before(activation).filter(node -> !appliedBy(node).isIdentity()).isPresent();
  }

  /** Whether a node leaves the derivative of its activation to the pooling that reads it. */
  boolean derivedLater(Node node) {
    Eltwise function = function(node.layer());
    return !function.isIdentity()
        && function.derivativeFollowsFromValue()
        && !isAppliedBefore(node)
        && onlyReader(node).filter(reader -> reader.layer() instanceof Layer.MaxPool).isPresent();
  }

  /** The function whose derivative a max pooling takes. */
  Eltwise innerOf(Node pooling) {
    return before(pooling)
        .filter(this::derivedLater)
        .map(node -> function(node.layer()))
        .orElse(Eltwise.IDENTITY);
  }

  /** The node that is the only one to read another, which is not a tap. */
  private Optional<Node> onlyReader(Node node) {
    List<Node> readers =
        network.nodes().stream().filter(other -> other.inputs().contains(node.name())).toList();
    return readers.size() == 1 && !taps.contains(node.name())
        ? Optional.of(readers.get(0))
        : Optional.empty();
  }

  private Optional<Node> before(Node node) {
    String read = node.inputs().get(0);
    return read.equals(NetworkDescription.INPUT)
        ? Optional.empty()
        : Optional.of(network.node(read));
  }

  private static Eltwise function(Layer layer) {
    return new Eltwise(layer.activation());
  }
}
