package io.retort.testkit;

import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.InitialValues;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Small networks with branches, taps in the middle, weights and a batch, all drawn from a seed,
 * with images of one row or column, one channel, one sample and strides above kernels: what two
 * backends, or a backend and a reference, are compared on.
 */
public final class RandomNetworks {
  private final Random random;
  private final RandomLayers layers;
  private final List<Node> nodes = new ArrayList<>();
  private Shape input;
  private boolean ofTokens;

  private RandomNetworks(long seed) {
    // Neighbouring seeds of Random start alike.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.layers = new RandomLayers(random);
  }

  /**
   * A network with all that a comparison needs.
   *
   * @param plan the network
   * @param weights its parameters and buffers
   * @param taps some of its nodes, outputs included
   * @param inputs a batch in row-major order
   * @param batch the number of samples
   */
  public record Sample(
      NetworkPlan plan, Weights weights, Set<String> taps, float[] inputs, int batch) {

    @Override
    public String toString() {
      return "batch "
          + batch
          + " of "
          + plan.input()
          + " through "
          + plan.description().nodes()
          + ", taps "
          + taps;
    }
  }

  /**
   * Draws a network.
   *
   * @param seed decides everything
   * @return the network
   */
  public static Sample draw(long seed) {
    return new RandomNetworks(seed).draw();
  }

  /**
   * Draws weights and a batch for a network.
   *
   * @param network the network; all of its nodes are taps
   * @param input the shape of a sample
   * @param batch the number of samples
   * @param seed decides the values
   * @return the network with what was drawn
   */
  public static Sample draw(NetworkDescription network, Shape input, int batch, long seed) {
    RandomNetworks drawn = new RandomNetworks(seed);
    drawn.input = input;
    Set<String> taps = new TreeSet<>();
    network.nodes().forEach(node -> taps.add(node.name()));
    return drawn.sample(NetworkPlan.of(network, input), taps, batch);
  }

  /**
   * Draws a chain for each kind of layer: the layer, and one number made of what it gives. Formats
   * that hold nothing but chains or scores hold none of the networks with branches.
   *
   * @return of the ranks that a layer may read, each reads the lowest
   */
  static List<Sample> chains() {
    Map<String, Sample> chains = new TreeMap<>();
    for (long seed = 0; seed < 400; seed++) {
      RandomNetworks drawn = new RandomNetworks(seed);
      drawn
          .chain()
          .ifPresent(
              chain ->
                  chains.merge(
                      drawn.nodes.get(0).layer().getClass().getSimpleName(),
                      chain,
                      (old, other) ->
                          other.plan().input().rank() < old.plan().input().rank() ? other : old));
    }
    return List.copyOf(chains.values());
  }

  /** Empty if the layer that was drawn does not fit. */
  private Optional<Sample> chain() {
    drawInput();
    if (nodes.isEmpty()) {
      Layer layer = layers.draw(input);
      String read = NetworkDescription.INPUT;
      nodes.add(
          new Node("n0", layer, layer.traits().joins() ? List.of(read, read) : List.of(read)));
    }
    nodes.add(new Node("n1", new Layer.Flatten(), List.of("n0")));
    nodes.add(new Node("n2", new Layer.Dense(1, ActivationFunction.LINEAR), List.of("n1")));
    try {
      return Optional.of(sample(plan(), Set.of("n2"), 3));
    } catch (RetortException doesNotFit) {
      return Optional.empty();
    }
  }

  private Sample draw() {
    drawInput();
    int count = 2 + random.nextInt(6);
    while (nodes.size() < count) {
      tryNode("n" + nodes.size());
    }
    NetworkPlan plan = plan();
    Set<String> taps = new TreeSet<>(plan.description().outputs());
    for (Node node : nodes) {
      if (random.nextInt(4) == 0) {
        taps.add(node.name());
      }
    }
    int batch =
        switch (random.nextInt(6)) {
          case 0 -> 1;
          case 1 -> 16 + random.nextInt(20);
          default -> 2 + random.nextInt(6);
        };
    return sample(plan, taps, batch);
  }

  private Sample sample(NetworkPlan plan, Set<String> taps, int batch) {
    float[] inputs = new float[batch * input.elements()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    plan.tokens().ifPresent(tokens -> TokenSamples.draw(random, tokens, batch, inputs));
    return new Sample(plan, weights(plan), taps, inputs, batch);
  }

  private void drawInput() {
    switch (random.nextInt(6)) {
      case 0 -> input = Shape.of(2 + random.nextInt(30));
      case 1 -> input = Shape.of(1 + random.nextInt(6), 2 + random.nextInt(9));
      case 2 -> {
        input = Shape.of(2 + random.nextInt(6));
        ofTokens = true;
        nodes.add(new Node("n0", layers.ofTokens(), List.of(NetworkDescription.INPUT)));
      }
      default -> input = Shape.of(layers.channels(), layers.side(), layers.side());
    }
  }

  /** Adds a random node, or none if it does not fit. */
  private void tryNode(String name) {
    String previous = nodes.isEmpty() ? NetworkDescription.INPUT : last();
    // Branches: some nodes read an older one.
    String read = random.nextInt(4) == 0 ? any() : previous;
    Shape shape = nodes.isEmpty() ? input : plan().shape(read);
    Layer layer = layers.draw(shape);
    List<String> inputs = List.of(read);
    if (layer.traits().joins()) {
      inputs = List.of(previous, any());
    }
    nodes.add(new Node(name, layer, inputs));
    try {
      if (plan().shape(last()).elements() > 2000) {
        nodes.remove(nodes.size() - 1);
      }
    } catch (RetortException doesNotFit) {
      nodes.remove(nodes.size() - 1);
    }
  }

  private String last() {
    return nodes.get(nodes.size() - 1).name();
  }

  /** A node that is there already; the input only where it holds real numbers. */
  private String any() {
    int from = ofTokens ? 0 : -1;
    int chosen = from + random.nextInt(nodes.size() - from);
    return chosen < 0 ? NetworkDescription.INPUT : nodes.get(chosen).name();
  }

  /** What has been drawn so far; every node that nothing reads is an output. */
  private NetworkPlan plan() {
    Set<String> outputs = new TreeSet<>();
    nodes.forEach(node -> outputs.add(node.name()));
    nodes.forEach(node -> outputs.removeAll(node.inputs()));
    return NetworkPlan.of(new NetworkDescription(nodes, List.copyOf(outputs)), input);
  }

  private Weights weights(NetworkPlan plan) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        float[] values = new float[slice.shape().elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value(slice);
        }
        arrays.put(slice.name(), new Weights.Array(slice.shape(), values));
      }
    }
    return new Weights(arrays);
  }

  private float value(ParameterSlice slice) {
    double drawn = random.nextGaussian();
    return (float)
        switch (slice.role()) {
          case WEIGHT -> drawn / Math.sqrt(((InitialValues.Drawn) slice.initial()).fanIn());
          case BIAS, RUNNING_MEAN -> drawn / 4;
          case SCALE, RUNNING_VARIANCE -> 0.5 + Math.abs(drawn) / 2;
        };
  }
}
