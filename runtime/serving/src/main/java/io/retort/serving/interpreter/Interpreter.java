package io.retort.serving.interpreter;

import io.retort.core.backend.Activations;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Tokens;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network that plain Java computes, layer by layer. */
public final class Interpreter implements InferenceNetwork {
  private final NetworkPlan plan;
  private final List<Computed> nodes;
  private final Map<String, float[]> values = new HashMap<>();
  private final Map<String, Tensor> outputs = new HashMap<>();
  private int batch;
  private int[] tokens = {};

  /**
   * A node that is computed.
   *
   * @param step holds the weights, and may be used by several threads
   */
  private record Computed(Node node, Step step) {}

  /**
   * Prepares a network.
   *
   * @param network the network and its weights
   */
  public Interpreter(SavedNetwork network) {
    this(network.plan(), computed(network));
  }

  private Interpreter(NetworkPlan plan, List<Computed> nodes) {
    this.plan = plan;
    this.nodes = nodes;
  }

  private static List<Computed> computed(SavedNetwork network) {
    NetworkDescription description = network.plan().description();
    Set<String> needed = description.ancestors(description.outputs());
    List<Computed> computed = new ArrayList<>();
    for (Node node : description.nodes()) {
      if (needed.contains(node.name())) {
        computed.add(new Computed(node, StepFactory.of(network, node)));
      }
    }
    return List.copyOf(computed);
  }

  @Override
  public Activations forward(DeviceTensor inputs) {
    Tensor given = inputs.onHost();
    int count = given.shape().extent(0);
    if (!given.shape().equals(plan.input().batch(count))) {
      throw new IllegalArgumentException(
          "The input has the shape " + given.shape() + "; expected " + plan.input().batch(count));
    }
    if (count != batch) {
      values.clear();
      freeOutputs();
      batch = count;
    }
    given.read(0, buffer(NetworkDescription.INPUT));
    countTokens();
    for (Computed each : nodes) {
      run(each);
    }
    return this::output;
  }

  private void run(Computed computed) {
    List<String> read = computed.node().inputs();
    float[][] inputs = new float[read.size()][];
    int[] widths = new int[read.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = buffer(read.get(i));
      widths[i] = plan.shape(read.get(i)).elements();
    }
    String name = computed.node().name();
    float[] output = buffer(name);
    int width = plan.shape(name).elements();
    int[] offsets = new int[widths.length];
    for (int sample = 0; sample < batch; sample++) {
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = sample * widths[i];
      }
      computed.step().run(inputs, offsets, output, sample * width, tokens[sample]);
    }
  }

  private void countTokens() {
    tokens = new int[batch];
    if (plan.isPadded()) {
      float[] input = buffer(NetworkDescription.INPUT);
      int time = plan.input().elements();
      for (int sample = 0; sample < batch; sample++) {
        while (tokens[sample] < time && input[sample * time + tokens[sample]] != Tokens.NONE) {
          tokens[sample]++;
        }
      }
    }
  }

  private float[] buffer(String node) {
    return values.computeIfAbsent(
        node, name -> new float[Math.multiplyExact(batch, plan.shape(name).elements())]);
  }

  private DeviceTensor output(String node) {
    if (!plan.description().outputs().contains(node)) {
      throw new IllegalArgumentException(
          "'" + node + "' is not an output; outputs: " + plan.description().outputs());
    }
    Shape shape = plan.shape(node).batch(batch);
    Tensor output = outputs.computeIfAbsent(node, name -> Tensor.allocate(shape));
    output.write(0, buffer(node));
    return DeviceTensor.of(output);
  }

  @Override
  public InferenceNetwork share() {
    return new Interpreter(plan, nodes);
  }

  private void freeOutputs() {
    outputs.values().forEach(Tensor::close);
    outputs.clear();
  }

  @Override
  public void close() {
    freeOutputs();
    values.clear();
  }
}
