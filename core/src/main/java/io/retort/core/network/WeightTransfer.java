package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which weights of one network another one starts from.
 *
 * @param nodes the receiving network's nodes that get weights; empty for all nodes with weights, of
 *     which each must then exist in the giving network
 * @param rename the name in the giving network for each receiving node that is called otherwise
 *     there
 */
public record WeightTransfer(Optional<List<String>> nodes, Map<String, String> rename) {

  public WeightTransfer {
    nodes = nodes.map(List::copyOf);
    rename = Map.copyOf(rename);
  }

  /**
   * Picks the arrays.
   *
   * @param from the giving network
   * @param to the receiving network
   * @return the arrays by the names that they have in the receiving network
   * @throws RetortException naming the node that either network lacks, or the two shapes that
   *     differ; nothing is ever left out silently
   */
  public Weights apply(SavedNetwork from, NetworkPlan to) {
    Map<String, ParameterSlice> wanted = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(to.parameters(), to.buffers())) {
      layout.slices().forEach(slice -> wanted.put(slice.name(), slice));
    }
    TreeSet<String> withWeights = new TreeSet<>();
    wanted.values().forEach(slice -> withWeights.add(slice.node()));
    for (String node : nodes.orElse(List.of())) {
      require(withWeights, node, "nodes");
    }
    rename.keySet().forEach(node -> require(withWeights, node, "rename"));
    Map<String, Weights.Array> picked = new LinkedHashMap<>();
    for (ParameterSlice slice : wanted.values()) {
      if (nodes.isEmpty() || nodes.get().contains(slice.node())) {
        picked.put(slice.name(), array(from, slice));
      }
    }
    return new Weights(picked);
  }

  private static void require(TreeSet<String> withWeights, String node, String key) {
    if (!withWeights.contains(node)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The key '"
              + key
              + "' names '"
              + node
              + "', but the network that is to receive weights has none there; its nodes with"
              + " weights are "
              + withWeights);
    }
  }

  private Weights.Array array(SavedNetwork from, ParameterSlice slice) {
    String node = rename.getOrDefault(slice.node(), slice.node());
    String name = node + slice.name().substring(slice.node().length());
    Weights.Array array = from.weights().arrays().get(name);
    if (array == null) {
      throw new RetortException(
          ErrorKind.DATA,
          "The network to start from has no array '"
              + name
              + "' for '"
              + slice.name()
              + "'; it holds "
              + from.weights().arrays().keySet()
              + ". Name the nodes to take with 'nodes', and what they are called there with"
              + " 'rename'");
    }
    if (!array.shape().equals(slice.shape())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The array '"
              + name
              + "' of the network to start from has the shape "
              + array.shape()
              + ", but '"
              + slice.name()
              + "' needs "
              + slice.shape()
              + "; leave '"
              + slice.node()
              + "' out of 'nodes', or give it the same size");
    }
    return array;
  }
}
