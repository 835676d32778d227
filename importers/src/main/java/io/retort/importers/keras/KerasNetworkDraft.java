package io.retort.importers.keras;

import io.retort.core.importer.NodeNames;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network as far as the layers of a model are translated. */
final class KerasNetworkDraft {
  private final Shape input;
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  /**
   * A network of no nodes.
   *
   * @param input the shape of a sample
   */
  KerasNetworkDraft(Shape input) {
    this.input = input;
  }

  /** Adds a node for a layer. */
  KerasValue node(KerasLayer source, Layer layer, int[] order, String... inputs) {
    String name = names.next(source.name());
    nodes.add(new Node(name, layer, List.of(inputs)));
    return new KerasValue(name, order);
  }

  /** Adds a node that gives what another gives. */
  String identity(String layer, String node) {
    String name = names.next(layer);
    nodes.add(new Node(name, new Layer.Activation(ActivationFunction.LINEAR), List.of(node)));
    return name;
  }

  /** Sets an array of a node. */
  void array(String node, String name, Shape shape, float[] content) {
    arrays.put(node + "." + name, new Weights.Array(shape, content));
  }

  /** The shape of one sample of a node's output. */
  Shape shape(KerasValue value) {
    return value.node().equals(NetworkDescription.INPUT)
        ? input
        : NetworkPlan.of(new NetworkDescription(nodes, List.of(value.node())), input)
            .shape(value.node());
  }

  SavedNetwork finished(List<String> outputs) {
    NetworkPlan plan = NetworkPlan.of(new NetworkDescription(nodes, outputs), input);
    return new SavedNetwork(plan, new Weights(arrays));
  }
}
