package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network description together with the shape of its input, and what follows from the two: the
 * shape of every node and the layout of parameters and buffers. Backends compile a plan.
 */
public final class NetworkPlan {
  private final NetworkDescription description;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, SequenceLength> lengths = new HashMap<>();
  private final ParameterLayout parameters;
  private final ParameterLayout buffers;

  private NetworkPlan(NetworkDescription description, Shape input) {
    this.description = description;
    shapes.put(NetworkDescription.INPUT, input);
    List<ParameterSlice> parameterArrays = new ArrayList<>();
    List<ParameterSlice> bufferArrays = new ArrayList<>();
    for (Node node : description.nodes()) {
      List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
      try {
        shapes.put(node.name(), ShapeInference.infer(node, inputs));
        LengthInference.infer(node, node.inputs().stream().map(this::length).toList())
            .ifPresent(length -> lengths.put(node.name(), length));
        LayerArrays arrays = LayerArrays.of(node, inputs.get(0));
        parameterArrays.addAll(arrays.parameters());
        bufferArrays.addAll(arrays.buffers());
      } catch (IllegalArgumentException tooLarge) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "Node '" + node.name() + "' cannot be built: " + tooLarge.getMessage(),
            tooLarge);
      }
    }
    this.parameters = ParameterLayout.of(parameterArrays);
    this.buffers = ParameterLayout.of(bufferArrays);
  }

  /**
   * Plans a network.
   *
   * @param description the network
   * @param input the shape of one sample
   * @return the plan
   * @throws io.retort.core.RetortException naming the node whose input does not fit
   */
  public static NetworkPlan of(NetworkDescription description, Shape input) {
    return new NetworkPlan(description, input);
  }

  /**
   * The network.
   *
   * @return the description that was planned
   */
  public NetworkDescription description() {
    return description;
  }

  /**
   * The shape of one sample of the input.
   *
   * @return the input's shape
   */
  public Shape input() {
    return shapes.get(NetworkDescription.INPUT);
  }

  /**
   * The shape of one sample of a node's output.
   *
   * @param node a node's name, or {@link NetworkDescription#INPUT}
   * @return its shape
   * @throws IllegalArgumentException listing the nodes if there is none of that name
   */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException(
          "There is no node '" + node + "'; nodes: " + shapes.keySet());
    }
    return shape;
  }

  /**
   * How many numbers a node multiplies with its weights in one sample's forward pass: the measure
   * by which backends choose precision and threads.
   *
   * @param node a node
   * @return its matrix multiplications and convolutions; 0 for nodes that have none
   */
  public long multiplications(Node node) {
    return Multiplications.of(node.layer(), shape(node.inputs().get(0)), shape(node.name()));
  }

  /**
   * How many numbers the network multiplies with weights in one sample's forward pass.
   *
   * @return the sum over all nodes
   */
  public long multiplications() {
    return description.nodes().stream().mapToLong(this::multiplications).sum();
  }

  /**
   * How many steps a sample has in what a node gives, where that is a padded sequence.
   *
   * @param node a node's name, or {@link NetworkDescription#INPUT}
   * @return the length; empty where all samples have the same
   */
  public Optional<SequenceLength> length(String node) {
    return Optional.ofNullable(lengths.get(node));
  }

  /**
   * Whether a node gives a padded sequence of which the steps that a sample does not have need to
   * be set to 0, because the layer may compute something else there.
   *
   * @param node a node
   * @return false where they are 0 in any case, and where there is nothing padded
   */
  public boolean clears(Node node) {
    return lengths.containsKey(node.name()) && !node.layer().traits().keepsZeros();
  }

  /**
   * Whether any node gives a padded sequence.
   *
   * @return whether samples may have different numbers of steps
   */
  public boolean isPadded() {
    return !lengths.isEmpty();
  }

  /**
   * What the input may hold, where it holds tokens.
   *
   * @return what all layers can read that look numbers of the input up; empty if none does
   */
  public Optional<Tokens> tokens() {
    return tokensByNode().values().stream().reduce(Tokens::and);
  }

  /**
   * What the nodes can read that look numbers of the input up.
   *
   * @return by the names of these nodes, in their order
   */
  public Map<String, Tokens> tokensByNode() {
    Set<String> same = new HashSet<>(Set.of(NetworkDescription.INPUT));
    Map<String, Tokens> tokens = new LinkedHashMap<>();
    for (Node node : description.nodes()) {
      if (same.containsAll(node.inputs())) {
        LayerTraits traits = node.layer().traits();
        traits.tokens().ifPresent(read -> tokens.put(node.name(), read));
        if (traits.keepsNumbers()) {
          same.add(node.name());
        }
      }
    }
    return Collections.unmodifiableMap(tokens);
  }

  /**
   * Where trained arrays lie.
   *
   * @return the layout of the vector of parameters, and of gradients
   */
  public ParameterLayout parameters() {
    return parameters;
  }

  /**
   * Where running statistics lie.
   *
   * @return the layout of the vector of buffers, perhaps empty
   */
  public ParameterLayout buffers() {
    return buffers;
  }
}
