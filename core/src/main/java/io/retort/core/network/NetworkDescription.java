package io.retort.core.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a directed acyclic graph of named layers: data that every backend can compile. It
 * says nothing of the input's shape, which the data set gives; {@link NetworkPlan} joins the two.
 *
 * @param nodes in an order in which every node follows its inputs
 * @param outputs the names of the nodes that are the network's heads, at least one
 */
public record NetworkDescription(List<Node> nodes, List<String> outputs) {
  /** The name by which nodes refer to the network's input. */
  public static final String INPUT = "input";

  /** The most nodes that a network may have. */
  public static final int LARGEST = 10_000;

  public NetworkDescription {
    requireFew(nodes.size());
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    Set<String> known = new HashSet<>(Set.of(INPUT));
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        if (!known.contains(input)) {
          throw new IllegalArgumentException(
              "Node '"
                  + node.name()
                  + "' reads '"
                  + input
                  + "', which is not an earlier node; known there: "
                  + known.stream().sorted().toList());
        }
      }
      if (!known.add(node.name())) {
        throw new IllegalArgumentException(
            "Two nodes are called '" + node.name() + "'; give each its own name");
      }
    }
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("A network needs at least one output");
    }
    if (Set.copyOf(outputs).size() < outputs.size()) {
      throw new IllegalArgumentException("The outputs " + outputs + " name a node twice");
    }
    for (String output : outputs) {
      if (!known.contains(output) || output.equals(INPUT)) {
        throw new IllegalArgumentException(
            "The output '"
                + output
                + "' is not a node; nodes: "
                + nodes.stream().map(Node::name).toList());
      }
    }
  }

  /**
   * Refuses a number of nodes that no network has: each takes time and memory in every step.
   *
   * @param nodes how many there are
   * @throws IllegalArgumentException if they are more than {@link #LARGEST}
   */
  public static void requireFew(int nodes) {
    if (nodes > LARGEST) {
      throw new IllegalArgumentException(
          String.format(
              "There are %,d layers, of which a network has at most %,d", nodes, LARGEST));
    }
  }

  /**
   * A node by name.
   *
   * @param name the node's name
   * @return the node
   * @throws IllegalArgumentException listing the nodes if there is none of that name
   */
  public Node node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no node '"
                        + name
                        + "'; nodes: "
                        + nodes.stream().map(Node::name).toList()));
  }

  /**
   * The nodes on which some nodes depend.
   *
   * @param names nodes of this network
   * @return these nodes and all before them
   * @throws IllegalArgumentException listing the nodes if there is none of a name
   */
  public Set<String> ancestors(List<String> names) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!name.equals(INPUT) && reached.add(name)) {
        open.addAll(node(name).inputs());
      }
    }
    return reached;
  }

  /**
   * This network with more nodes at its end, which are not outputs: adapters that help in training.
   *
   * @param more the nodes
   * @return the larger network
   */
  public NetworkDescription with(List<Node> more) {
    List<Node> all = new ArrayList<>(nodes);
    all.addAll(more);
    return new NetworkDescription(all, outputs);
  }

  /**
   * This network without the nodes on which no output depends, such as adapters.
   *
   * @return the network that is left to serve
   */
  public NetworkDescription pruned() {
    Set<String> needed = ancestors(outputs);
    return new NetworkDescription(
        nodes.stream().filter(node -> needed.contains(node.name())).toList(), outputs);
  }

  /**
   * Starts a network node by node, each reading the one before.
   *
   * @return an empty builder
   */
  public static Builder sequence() {
    return new Builder();
  }

  /** Collects nodes; each reads the one before unless told otherwise. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a node that reads the one before it.
     *
     * @param name its name
     * @param layer its layer
     * @return this builder
     */
    public Builder add(String name, Layer layer) {
      String previous = nodes.isEmpty() ? INPUT : nodes.get(nodes.size() - 1).name();
      return add(name, layer, previous);
    }

    /**
     * Adds a node that reads the given ones.
     *
     * @param name its name
     * @param layer its layer
     * @param inputs the nodes that it reads
     * @return this builder
     */
    public Builder add(String name, Layer layer, String... inputs) {
      nodes.add(new Node(name, layer, List.of(inputs)));
      return this;
    }

    /**
     * The network.
     *
     * @param outputs its heads; the last node if none are given
     * @return the network
     */
    public NetworkDescription build(String... outputs) {
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("A network needs at least one node");
      }
      return new NetworkDescription(
          nodes,
          outputs.length > 0 ? List.of(outputs) : List.of(nodes.get(nodes.size() - 1).name()));
    }
  }
}
