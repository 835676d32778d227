package io.retort.runtime.common.network;

import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as plain data, with the keys that it has in experiments: a list of layers, or a mapping
 * of {@code nodes} and {@code outputs} where an output is not just the last node. Every layer has
 * {@code kind} and {@code name}; {@code from} where it does not read the layer before.
 */
public final class NetworkTree {
  /** The key of a layer's kind. */
  public static final String KIND = "kind";

  /** The key of a node's name. */
  public static final String NAME = "name";

  /** The key of the node, or the list of nodes, that a node reads. */
  public static final String FROM = "from";

  private static final Set<String> KEYS_OF_NODES = Set.of(KIND, NAME, FROM);

  private static final String NODES = "nodes";
  private static final String OUTPUTS = "outputs";

  private NetworkTree() {}

  /**
   * A network as plain data.
   *
   * @param network the network
   * @return lists, mappings, text, numbers and truth values
   */
  public static Object of(NetworkDescription network) {
    List<Object> nodes = new ArrayList<>();
    String previous = NetworkDescription.INPUT;
    for (Node node : network.nodes()) {
      nodes.add(write(node, previous));
      previous = node.name();
    }
    if (network.outputs().equals(List.of(previous))) {
      return nodes;
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(NODES, nodes);
    tree.put(OUTPUTS, network.outputs());
    return tree;
  }

  private static Map<String, Object> write(Node node, String previous) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(KIND, LayerKind.name(node.layer().getClass()));
    tree.put(NAME, node.name());
    if (!node.inputs().equals(List.of(previous))) {
      tree.put(FROM, node.inputs().size() == 1 ? node.inputs().get(0) : node.inputs());
    }
    tree.putAll(LayerKind.write(node.layer()));
    return tree;
  }

  /**
   * Reads what {@link #of} gave.
   *
   * @param tree lists, mappings, text, numbers and truth values
   * @return the network
   * @throws IllegalArgumentException naming the layer that cannot be read
   */
  public static NetworkDescription read(Object tree) {
    if (tree instanceof Map<?, ?> graph) {
      return new NetworkDescription(nodes(graph.get(NODES)), texts(OUTPUTS, graph.get(OUTPUTS)));
    }
    List<Node> nodes = nodes(tree);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("A network needs at least one layer");
    }
    return new NetworkDescription(nodes, List.of(nodes.get(nodes.size() - 1).name()));
  }

  private static List<Node> nodes(Object tree) {
    if (!(tree instanceof List<?> items)) {
      throw new IllegalArgumentException("A network is a list of layers");
    }
    NetworkDescription.requireFew(items.size());
    List<Node> nodes = new ArrayList<>();
    String previous = NetworkDescription.INPUT;
    for (int i = 0; i < items.size(); i++) {
      try {
        Node node = node(items.get(i), previous);
        nodes.add(node);
        previous = node.name();
      } catch (IllegalArgumentException refusal) {
        throw new IllegalArgumentException(
            "The layer " + i + ", counted from 0, " + refusal.getMessage(), refusal);
      }
    }
    return nodes;
  }

  private static Node node(Object item, String previous) {
    if (!(item instanceof Map<?, ?> keys)) {
      throw new IllegalArgumentException("is not a mapping");
    } else if (!(keys.get(KIND) instanceof String kind)
        || !(keys.get(NAME) instanceof String name)) {
      throw new IllegalArgumentException("has no '" + KIND + "' or no '" + NAME + "'");
    } else {
      Object from = keys.get(FROM);
      List<String> inputs =
          from == null
              ? List.of(previous)
              : from instanceof String one ? List.of(one) : texts(FROM, from);
      return new Node(name, LayerKind.read(kind, keys, KEYS_OF_NODES), inputs);
    }
  }

  private static List<String> texts(String key, Object tree) {
    List<String> texts = new ArrayList<>();
    if (tree instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == items.size()) {
        return texts;
      }
    }
    throw new IllegalArgumentException("has for '" + key + "' no names of nodes");
  }
}
