package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Tokens;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Compares a network of tokens with the same network for longer texts, to whose samples −1 are
 * appended: outputs and gradients are the same.
 */
final class PaddingCheck {
  private static final int MORE = 4;
  private static final int BATCH = 5;
  private static final double ALLOWED = 1e-6;

  private final ComputeBackend backend;
  private final RandomNetworks.Sample given;
  private final NetworkPlan longer;
  private final long seed;

  PaddingCheck(ComputeBackend backend, BackendCase example, long seed) {
    this.backend = backend;
    this.seed = seed;
    this.given = RandomNetworks.draw(example.network(), example.input(), BATCH, seed);
    this.longer = longer(example);
  }

  private static NetworkPlan longer(BackendCase example) {
    return NetworkPlan.of(example.network(), Shape.of(example.input().extent(0) + MORE));
  }

  /** Networks whose weights do not depend on the length of texts. */
  static List<BackendCase> cases() {
    return BackendTexts.all().stream()
        .filter(
            example -> {
              NetworkPlan plan = NetworkPlan.of(example.network(), example.input());
              // The mask of dropout depends on the place in the batch.
              return plan.tokens().filter(Tokens::padded).isPresent()
                  && plan.parameters().equals(longer(example).parameters())
                  && example.network().nodes().stream()
                      .noneMatch(node -> node.layer() instanceof Layer.Dropout);
            })
        .toList();
  }

  void run() {
    int time = given.plan().input().extent(0);
    float[] appended = new float[BATCH * (time + MORE)];
    Arrays.fill(appended, Tokens.NONE);
    for (int sample = 0; sample < BATCH; sample++) {
      System.arraycopy(given.inputs(), sample * time, appended, sample * (time + MORE), time);
    }
    Map<String, float[]> outputs = new TreeMap<>();
    float[] expected = gradients(given.plan(), given.inputs(), outputs);
    Map<String, float[]> outputsOfLonger = new TreeMap<>();
    float[] found = gradients(longer, appended, outputsOfLonger);
    for (Node node : given.plan().description().nodes()) {
      assertAppended(node.name(), outputs.get(node.name()), outputsOfLonger.get(node.name()));
    }
    assertClose("the gradient", expected, found);
  }

  /** The values of each sample are the same, with zeros behind them where there are more. */
  private static void assertAppended(String node, float[] expected, float[] found) {
    int few = expected.length / BATCH;
    int many = found.length / BATCH;
    float[] kept = new float[expected.length];
    for (int sample = 0; sample < BATCH; sample++) {
      System.arraycopy(found, sample * many, kept, sample * few, few);
      for (int i = sample * many + few; i < (sample + 1) * many; i++) {
        assertEquals(0, found[i], "Node " + node + " has values at steps that are not there");
      }
    }
    assertClose("the output of " + node, expected, kept);
  }

  private static void assertClose(String what, float[] expected, float[] found) {
    double norm = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      norm += Math.pow(expected[i], 2);
      error += Math.pow(found[i] - (double) expected[i], 2);
    }
    double off = Math.sqrt(error);
    double allowed = ALLOWED * Math.sqrt(norm) + 1e-9;
    assertTrue(
        off <= allowed,
        () -> "With steps that are not there, " + what + " is off by " + off + " of " + allowed);
  }

  /** Gradients of the parameters, by random ones at the outputs, also for steps not there. */
  private float[] gradients(NetworkPlan plan, float[] inputs, Map<String, float[]> outputs) {
    CompileOptions all = new CompileOptions(given.taps(), seed);
    try (Network network = backend.compile(plan, all);
        Tensor batch = Tensor.of(plan.input().batch(BATCH), inputs)) {
      network.load(given.weights());
      Activations activations = network.forward(DeviceTensor.of(batch), Mode.TRAINING);
      given.taps().forEach(tap -> outputs.put(tap, activations.get(tap).toArray()));
      Map<String, DeviceTensor> gradients = new TreeMap<>();
      for (String output : plan.description().outputs()) {
        gradients.put(output, DeviceTensor.of(random(plan.shape(output))));
      }
      network.backward(gradients);
      float[] found = new float[network.gradients().length()];
      network.gradients().read(0, found);
      return found;
    }
  }

  /** Begins alike for each sample, whatever the number of its steps. */
  private Tensor random(Shape shape) {
    Tensor values = Tensor.allocate(shape.batch(BATCH));
    for (int sample = 0; sample < BATCH; sample++) {
      Random random = new Random(seed + sample);
      for (int i = 0; i < shape.elements(); i++) {
        values.set(sample * shape.elements() + i, (float) random.nextGaussian());
      }
    }
    return values;
  }
}
