package io.retort.serving;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rewrites a trained network into one that computes the same with fewer nodes. A dense layer or a
 * convolution takes over the normalisation and the activation that follow it, and dropout goes. The
 * outputs keep their names. A normalisation that becomes part of weights is rounded differently;
 * all else stays the same to the bit.
 */
final class Folding {
  private final SavedNetwork network;
  private final List<String> outputs;
  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, Long> readers = new HashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Weights.Array> arrays;

  private Folding(SavedNetwork network) {
    this.network = network;
    this.outputs = network.plan().description().outputs();
    this.arrays = new LinkedHashMap<>(network.weights().arrays());
  }

  /** The network with fewer nodes. */
  static SavedNetwork of(SavedNetwork network) {
    return new Folding(network).fold();
  }

  private SavedNetwork fold() {
    List<Node> kept = new ArrayList<>();
    for (Node node : network.plan().description().nodes()) {
      List<String> inputs = node.inputs().stream().map(this::source).toList();
      if (node.layer() instanceof Layer.Dropout && !outputs.contains(node.name())) {
        sources.put(node.name(), inputs.get(0));
      } else {
        kept.add(new Node(node.name(), node.layer(), inputs));
        inputs.forEach(input -> readers.merge(input, 1L, Long::sum));
      }
    }
    kept.forEach(this::add);
    return new SavedNetwork(
        NetworkPlan.of(new NetworkDescription(ordered(), outputs), network.plan().input()),
        new Weights(arrays));
  }

  /**
   * Of two convolutions of which nothing but the sum is read, the one with the larger window comes
   * last: a backend may have it add to what the other has computed.
   */
  private List<Node> ordered() {
    List<Node> ordered = new ArrayList<>(nodes.values());
    for (Node sum : nodes.values()) {
      if (sum.layer() instanceof Layer.Add && sum.inputs().size() == 2) {
        Node left = nodes.get(sum.inputs().get(0));
        Node right = nodes.get(sum.inputs().get(1));
        if (onlySummed(left) && onlySummed(right) && window(left) > window(right)) {
          ordered.remove(left);
          ordered.add(ordered.indexOf(sum), left);
        }
      }
    }
    return ordered;
  }

  private boolean onlySummed(Node node) {
    return node != null
        && node.layer() instanceof Layer.Conv2d
        && readers.get(node.name()) == 1
        && !outputs.contains(node.name());
  }

  private static int window(Node node) {
    Layer.Conv2d layer = (Layer.Conv2d) node.layer();
    return layer.kernel().height() * layer.kernel().width();
  }

  private String source(String name) {
    return sources.getOrDefault(name, name);
  }

  private void add(Node node) {
    Optional<Node> before = takingOver(node);
    if (before.isPresent() && node.layer() instanceof Layer.BatchNorm norm) {
      replace(before.get(), node, biased(before.get().layer()));
      scale(node.name(), norm);
    } else if (before.isPresent() && node.layer() instanceof Layer.Activation activation) {
      replace(before.get(), node, activated(before.get().layer(), activation.function()));
    } else {
      nodes.put(node.name(), node);
    }
  }

  /** The linear layer that nobody but the node reads. */
  private Optional<Node> takingOver(Node node) {
    String input = node.inputs().get(0);
    return Optional.ofNullable(nodes.get(input))
        .filter(before -> !outputs.contains(input) && readers.get(input) == 1)
        .filter(
            before ->
                before.layer() instanceof Layer.Dense || before.layer() instanceof Layer.Conv2d)
        .filter(before -> before.layer().activation() == ActivationFunction.LINEAR);
  }

  /** Puts a layer with the weights of a node in place of that and the one after it. */
  private void replace(Node before, Node after, Layer layer) {
    nodes.remove(before.name());
    nodes.put(after.name(), new Node(after.name(), layer, before.inputs()));
    for (String array : List.of(".weight", ".bias")) {
      Weights.Array moved = arrays.remove(before.name() + array);
      if (moved != null) {
        arrays.put(after.name() + array, moved);
      }
    }
  }

  private static Layer biased(Layer layer) {
    return layer instanceof Layer.Dense dense
        ? new Layer.Dense(dense.units(), dense.activation(), true, dense.initializer())
        : convolution((Layer.Conv2d) layer, layer.activation(), true);
  }

  private static Layer activated(Layer layer, ActivationFunction function) {
    return layer instanceof Layer.Dense dense
        ? new Layer.Dense(dense.units(), function, dense.bias(), dense.initializer())
        : convolution((Layer.Conv2d) layer, function, ((Layer.Conv2d) layer).bias());
  }

  private static Layer convolution(
      Layer.Conv2d layer, ActivationFunction activation, boolean bias) {
    return new Layer.Conv2d(
        layer.filters(),
        layer.kernel(),
        layer.stride(),
        layer.padding(),
        layer.dilation(),
        layer.groups(),
        activation,
        bias,
        layer.initializer());
  }

  /** {@code y = (W·x + b − mean) · scale / √(variance + ε) + shift}, for each row of W. */
  private void scale(String node, Layer.BatchNorm norm) {
    float[] mean = arrays.remove(node + ".mean").values();
    float[] variance = arrays.remove(node + ".variance").values();
    float[] scale = arrays.remove(node + ".scale").values();
    float[] shift = arrays.remove(node + ".shift").values();
    Weights.Array weight = arrays.get(node + ".weight");
    Optional<Weights.Array> bias = Optional.ofNullable(arrays.get(node + ".bias"));
    float[] scaled = weight.values().clone();
    float[] shifted = new float[scale.length];
    int row = scaled.length / scale.length;
    for (int unit = 0; unit < scale.length; unit++) {
      double factor = scale[unit] / Math.sqrt(variance[unit] + norm.epsilon());
      for (int i = unit * row; i < (unit + 1) * row; i++) {
        scaled[i] = (float) (scaled[i] * factor);
      }
      double before = bias.isPresent() ? bias.get().values()[unit] : 0;
      shifted[unit] = (float) ((before - mean[unit]) * factor + shift[unit]);
    }
    arrays.put(node + ".weight", new Weights.Array(weight.shape(), scaled));
    arrays.put(node + ".bias", new Weights.Array(Shape.of(shifted.length), shifted));
  }
}
