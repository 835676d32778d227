package io.retort.runtime.configuration;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How networks are written: {@code network.yaml} of a saved student has the keys {@code input}, the
 * shape of one sample, and {@code network}, the layers as in an experiment.
 */
public final class NetworkFormat {

  private NetworkFormat() {}

  /**
   * A network as plain data that binds to an equal {@link NetworkDescription}.
   *
   * @param network the network
   * @return a list of layers; a mapping of {@code nodes} and {@code outputs} where an output is not
   *     just the last node
   */
  public static Object toTree(NetworkDescription network) {
    List<Object> nodes = new ArrayList<>();
    String previous = NetworkDescription.INPUT;
    for (Node node : network.nodes()) {
      nodes.add(toTree(node, previous));
      previous = node.name();
    }
    if (network.outputs().equals(List.of(previous))) {
      return nodes;
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("nodes", nodes);
    tree.put("outputs", network.outputs());
    return tree;
  }

  /**
   * Writes a network and its input's shape.
   *
   * @param plan the network
   * @return the content of {@code network.yaml}
   */
  public static String write(NetworkPlan plan) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("input", plan.input().toString());
    tree.put("network", toTree(plan.description()));
    return YamlWriter.write(tree);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param document the content of {@code network.yaml}
   * @return the network
   * @throws ConfigurationException with all that is wrong
   */
  public static NetworkPlan read(ConfigurationDocument document) {
    Saved saved = ConfigurationBinder.withoutPlugins().bind(Saved.class, document).value();
    return NetworkPlan.of(saved.network(), saved.input());
  }

  /** The content of {@code network.yaml}. */
  record Saved(
      @Doc("The shape of one sample.") Shape input,
      @Doc("The layers.") NetworkDescription network) {}

  private static Map<String, Object> toTree(Node node, String previous) {
    Layer layer = node.layer();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(Kinded.KIND, VariantsType.kind(layer.getClass()));
    tree.put(NodeType.NAME, node.name());
    if (!node.inputs().equals(List.of(previous))) {
      tree.put(NodeType.FROM, node.inputs().size() == 1 ? node.inputs().get(0) : node.inputs());
    }
    for (RecordKey key : RecordKey.of(layer.getClass().asSubclass(Record.class))) {
      // Layers are configured by words alone.
      tree.put(key.name(), ((ScalarType) key.type()).write(key.value((Record) layer)));
    }
    return tree;
  }
}
