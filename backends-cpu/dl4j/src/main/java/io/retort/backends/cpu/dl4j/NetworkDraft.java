package io.retort.backends.cpu.dl4j;

import io.retort.core.importer.NodeNames;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network as far as the parts of a model are imported. */
final class NetworkDraft {
  private final Shape input;
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  /**
   * A network of no nodes.
   *
   * @param input the shape of a sample
   */
  NetworkDraft(Shape input) {
    this.input = input;
  }

  /** Adds a node under a valid name. */
  NodeOutput node(String name, Layer layer, String... inputs) {
    // Dots mark the vertices beside a node that the exporter needs.
    String valid = names.next(name.replaceFirst("\\.dense$", ""));
    nodes.add(new Node(valid, layer, List.of(inputs)));
    return new NodeOutput(valid, new int[2]);
  }

  /** Sets an array of a node. */
  void array(String name, Shape shape, float[] content) {
    arrays.put(name, new Weights.Array(shape, content));
  }

  /** The shape of one sample of a node's output. */
  Shape shape(String node) {
    return node.equals(NetworkDescription.INPUT)
        ? input
        : NetworkPlan.of(new NetworkDescription(nodes, List.of(node)), input).shape(node);
  }

  SavedNetwork finished(List<String> outputs) {
    NetworkPlan plan = NetworkPlan.of(new NetworkDescription(nodes, outputs), input);
    return new SavedNetwork(plan, new Weights(arrays));
  }
}
