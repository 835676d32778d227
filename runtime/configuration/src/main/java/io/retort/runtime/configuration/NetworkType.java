package io.retort.runtime.configuration;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.plugin.Doc;
import io.retort.runtime.common.network.NetworkTree;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A network: a list of layers, one layer, or a mapping of {@code nodes} (that list) and {@code
 * outputs}. A node's name is by default its kind and a counter, its input the node before.
 */
final class NetworkType implements ValueType {
  private final NodeType nodes;
  private final RecordType graphs;

  /** The mapping form. */
  record Graph(
      @Doc("The layers, each after those that it reads.") List<NodeType.Item> nodes,
      @Doc("The names of the network's heads; by default the last node.")
          Optional<List<String>> outputs) {}

  NetworkType(RecordKeys keys) {
    this.nodes = new NodeType(keys);
    this.graphs = new RecordType(Graph.class, keys);
  }

  @Override
  public String words() {
    return "a list of layers, or a mapping of nodes and outputs";
  }

  @Override
  public Map<String, Object> schema(SchemaDefinitions definitions) {
    Map<String, Object> layer = nodes.schema(definitions);
    Map<String, Object> list = OrderedMaps.map("type", "array", "items", layer);
    list.put("minItems", 1);
    return Map.of("anyOf", List.of(list, layer, graphs.schema(definitions)));
  }

  @Override
  @SuppressWarnings("unchecked") // a ListType of NodeType binds a List<Item>
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    Optional<Graph> graph;
    boolean oneLayer =
        value instanceof ConfigurationValue.Mapping mapping
            ? mapping.entries().containsKey(KindedMapping.KIND)
            : value instanceof ConfigurationValue.Scalar && !value.isNull();
    if (value instanceof Sequence layers) {
      try {
        NetworkDescription.requireFew(layers.items().size());
      } catch (IllegalArgumentException tooMany) {
        return session.refuse(value.place(), key, tooMany.getMessage());
      }
    }
    if (value instanceof Sequence || oneLayer) {
      graph =
          new ListType(nodes)
              .bind(value, key, session)
              .map(list -> new Graph((List<NodeType.Item>) list.value(), Optional.empty()));
    } else if (value instanceof ConfigurationValue.Mapping) {
      graph = graphs.bind(value, key, session).map(it -> (Graph) it.value());
    } else {
      return session.refuse(value.place(), key, "expected " + words() + ", found " + value.found());
    }
    return graph
        .flatMap(parts -> assemble(parts, value.place(), key, session))
        .map(
            network -> {
              session.bound(key, network);
              return new BoundValue<>(network, NetworkTree.of(network));
            });
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    return NetworkTree.of((NetworkDescription) value);
  }

  private static Optional<NetworkDescription> assemble(
      Graph graph, SourceLocation place, String key, BindingSession session) {
    if (graph.nodes().isEmpty()) {
      session.refuse(place, key, "a network needs at least one layer");
      return Optional.empty();
    }
    List<Named> items = named(graph.nodes());
    List<String> outputs = graph.outputs().orElse(List.of(items.get(items.size() - 1).name()));
    try {
      return Optional.of(new NetworkDescription(items.stream().map(Named::node).toList(), outputs));
    } catch (IllegalArgumentException refusal) {
      if (!blame(items, session)) {
        session.refuse(place, KeyPaths.below(key, "outputs"), refusal.getMessage());
      }
      return Optional.empty();
    }
  }

  /** A layer, and what it is called and reads where it was not said. */
  private record Named(NodeType.Item item, String name, List<String> inputs) {
    Node node() {
      return new Node(name, item.layer(), inputs);
    }
  }

  private static List<Named> named(List<NodeType.Item> items) {
    List<Named> named = new ArrayList<>();
    Map<String, Integer> counters = new HashMap<>();
    String previous = NetworkDescription.INPUT;
    for (NodeType.Item item : items) {
      String kind = VariantsType.kind(item.layer().getClass());
      int count = counters.merge(kind, 1, Integer::sum);
      String name = item.name().orElse(kind + "-" + count);
      named.add(new Named(item, name, item.from().orElse(List.of(previous))));
      previous = name;
    }
    return named;
  }

  /** Says which layers do not fit to those before; false if all do. */
  private static boolean blame(List<Named> items, BindingSession session) {
    List<Node> nodes = new ArrayList<>();
    Set<String> unusable = new HashSet<>();
    boolean blamed = false;
    for (Named each : items) {
      // Who reads a node without a usable name is not to blame.
      boolean misled = each.inputs().stream().anyMatch(unusable::contains);
      Optional<String> refusal = misled ? Optional.empty() : append(nodes, each::node);
      if (refusal.isPresent()) {
        session.refuse(each.item().place(), each.item().key(), refusal.get());
        blamed = true;
      }
      if (misled || refusal.isPresent()) {
        // A stand-in keeps the nodes that read this one from being refused as well.
        append(
            nodes,
            () -> new Node(each.name(), new Layer.Flatten(), List.of(NetworkDescription.INPUT)));
        if (nodes.stream().noneMatch(node -> node.name().equals(each.name()))) {
          unusable.add(each.name());
        }
      }
    }
    return blamed;
  }

  /** Adds a node, or says why it does not fit to those before. */
  private static Optional<String> append(List<Node> nodes, Supplier<Node> next) {
    try {
      Node node = next.get();
      List<Node> longer = new ArrayList<>(nodes);
      longer.add(node);
      new NetworkDescription(longer, List.of(node.name()));
      nodes.add(node);
      return Optional.empty();
    } catch (IllegalArgumentException refusal) {
      return Optional.of(refusal.getMessage());
    }
  }
}
