package io.retort.importers.onnx;

import io.retort.core.importer.NodeNames;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SequenceLength;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network as far as the nodes of a graph are translated, and what each value of theirs is. */
final class OnnxNetworkDraft {
  private final OnnxGraph graph;
  private final boolean logits;
  private final Shape input;
  private final NodeNames names = new NodeNames();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();
  private final Map<String, GraphValue> values = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private boolean padded;

  /**
   * A network of no nodes.
   *
   * @param input the shape of a sample
   * @param logits whether the functions of outputs are left off
   */
  OnnxNetworkDraft(OnnxGraph graph, Shape input, boolean logits) {
    this.graph = graph;
    this.input = input;
    this.logits = logits;
    shapes.put(NetworkDescription.INPUT, input);
    values.put(graph.input().getName(), GraphValue.of(NetworkDescription.INPUT));
  }

  /** Whether a softmax or sigmoid that computes this value is left off. */
  boolean leavesOff(String value) {
    return logits && leadsToOutput(value);
  }

  /**
   * Whether nothing but outputs of the model read a value, perhaps through the same value again.
   */
  private boolean leadsToOutput(String value) {
    Set<String> passing = Set.of("Identity");
    List<String> outputs = graph.outputs();
    return graph.passedOn(value, passing).stream()
        .allMatch(
            name ->
                (outputs.contains(name) || graph.readers(name) > 0)
                    && graph.nodesReading(name).stream()
                        .allMatch(node -> passing.contains(node.type())));
  }

  /** The value of a node's input. */
  GraphValue value(OnnxNode reader, int index) {
    return value(reader, reader.input(index));
  }

  /** A value that a node, or one before it, reads. */
  GraphValue value(OnnxNode reader, String name) {
    GraphValue value = values.get(name);
    if (value == null) {
      throw reader.refused(
          graph.isConstant(name)
              ? "reads the constant '" + name + "', where a layer reads what others compute"
              : "reads '" + name + "', which no earlier node computes");
    }
    return value;
  }

  /** The value of a node's input, which has the batch first. */
  GraphValue batched(OnnxNode reader, int index) {
    GraphValue value = value(reader, index);
    if (value.form() != GraphValue.Form.SAME) {
      throw reader.refused("reads a sequence that does not have the batch first");
    }
    return value;
  }

  void put(String name, GraphValue value) {
    if (!name.isEmpty()) {
      values.put(name, value);
      // What gives a value of the network another name read it once, and does not count.
      readers.merge(value.node(), graph.readers(name), (before, more) -> before - 1 + more);
    }
  }

  /**
   * How many nodes and outputs of the model read a value, by any of its names. Nodes to come may
   * give it more names; they are among those that read it.
   */
  int readers(GraphValue value) {
    return readers.getOrDefault(value.node(), 0);
  }

  /** Adds a node of the network. */
  GraphValue node(String wanted, Layer layer, GraphValue... inputs) {
    NetworkDescription.requireFew(nodes.size() + 1);
    String name = names.next(wanted);
    List<String> read = Arrays.stream(inputs).map(GraphValue::node).toList();
    nodes.put(name, new Node(name, layer, read));
    padded |= layer instanceof Layer.Embedding embedding && embedding.padded();
    shapes.put(name, shape(layer, read.stream().map(shapes::get).toList()));
    return GraphValue.of(name);
  }

  /** Planned by itself, so that a large graph does not take a plan of all nodes for each. */
  private static Shape shape(Layer layer, List<Shape> inputs) {
    Shape first = inputs.get(0);
    if (layer instanceof Layer.Add) {
      return first;
    } else if (layer instanceof Layer.Concat) {
      int[] extents = first.toArray();
      extents[0] = inputs.stream().mapToInt(shape -> shape.extent(0)).sum();
      return Shape.of(extents);
    }
    Node alone = new Node("alone", layer, List.of(NetworkDescription.INPUT));
    return NetworkPlan.of(new NetworkDescription(List.of(alone), List.of("alone")), first)
        .shape("alone");
  }

  /** The layer of a node; the input has none. */
  Optional<Layer> layer(GraphValue value) {
    return Optional.ofNullable(nodes.get(value.node())).map(Node::layer);
  }

  /** Gives a node another layer of the same output. */
  void replace(GraphValue value, Layer layer) {
    Node node = nodes.get(value.node());
    nodes.put(node.name(), new Node(node.name(), layer, node.inputs()));
  }

  /** How many steps samples have in a sequence, where they have different numbers. */
  Optional<SequenceLength> length(GraphValue value) {
    // A plan of all nodes takes time, which only those pay who have such sequences.
    return padded && nodes.containsKey(value.node())
        ? NetworkPlan.of(
                new NetworkDescription(List.copyOf(nodes.values()), List.of(value.node())), input)
            .length(value.node())
        : Optional.empty();
  }

  /** The shape of a sample of the input. */
  Shape input() {
    return input;
  }

  Shape shape(GraphValue value) {
    return shapes.get(value.node());
  }

  void array(GraphValue value, String name, Shape shape, float[] content) {
    arrays.put(value.node() + "." + name, new Weights.Array(shape, content));
  }

  /** A value of the graph, if a node computes it or it is the input. */
  Optional<GraphValue> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The network without the nodes that no output depends on. */
  NetworkPlan plan(List<String> outputs) {
    return NetworkPlan.of(
        new NetworkDescription(List.copyOf(nodes.values()), outputs).pruned(), input);
  }

  /** The arrays of the nodes of a network. */
  Weights weights(NetworkDescription network) {
    arrays.keySet().removeIf(array -> !belongs(array, network));
    return new Weights(arrays);
  }

  private static boolean belongs(String array, NetworkDescription network) {
    return network.nodes().stream().anyMatch(node -> array.startsWith(node.name() + "."));
  }
}
