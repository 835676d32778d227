package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference against values worked out by hand. */
class ReferenceNetworkTest {
  private static final double EXACT = 1e-12;

  /** What 32-bit weights such as ln 3 allow. */
  private static final double ROUNDED = 1e-7;

  private static final float LN3 = (float) Math.log(3);
  private static final double[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  void denseMultipliesByTheTransposedWeight() {
    Layer dense = new Layer.Dense(2, ActivationFunction.LINEAR);
    double[] y =
        run(dense, Shape.of(2), Map.of("weight", f(1, 2, 3, 4), "bias", f(0.5f, -1)), 1, 10);
    assertArrayEquals(new double[] {21.5, 42}, y, EXACT);
  }

  @Test
  void convolutionDoesNotFlipItsKernelAndPadsTheEnd() {
    Map<String, float[]> weights = Map.of("weight", f(1, 2, 3, 4), "bias", f(100));
    double[] valid = run(conv(1, 2, Padding.VALID, 1), Shape.of(1, 3, 3), weights, NINE);
    assertArrayEquals(new double[] {137, 147, 167, 177}, valid, EXACT);
    double[] same = run(conv(1, 2, Padding.SAME, 1), Shape.of(1, 3, 3), weights, NINE);
    assertArrayEquals(new double[] {137, 147, 121, 167, 177, 133, 123, 126, 109}, same, EXACT);
  }

  @Test
  void groupsOfChannelsDoNotSeeEachOther() {
    Map<String, float[]> weights = Map.of("weight", f(2, -1), "bias", f(0, 0));
    double[] y = run(conv(2, 1, Padding.VALID, 2), Shape.of(2, 1, 1), weights, 1, 5);
    assertArrayEquals(new double[] {2, -5}, y, EXACT);
  }

  @Test
  void poolingUsesTheValuesInsideTheImage() {
    Extent two = Extent.of(2);
    assertArrayEquals(
        new double[] {5, 6, 8, 9},
        run(new Layer.MaxPool(two, two, Padding.SAME), Shape.of(1, 3, 3), Map.of(), NINE));
    assertArrayEquals(
        new double[] {3, 4.5, 7.5, 9},
        run(new Layer.AvgPool(two, two, Padding.SAME), Shape.of(1, 3, 3), Map.of(), NINE));
    assertArrayEquals(
        new double[] {5}, run(new Layer.GlobalAvgPool(), Shape.of(1, 3, 3), Map.of(), NINE), EXACT);
  }

  @Test
  void upsamplingRepeatsRowsAndColumns() {
    Layer upsample = new Layer.Upsample(new Extent(2, 3));
    assertArrayEquals(
        new double[] {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2},
        run(upsample, Shape.of(1, 1, 2), Map.of(), 1, 2));
  }

  @Test
  void batchNormalisationUsesTheBatchOrTheRunningStatistics() {
    NetworkPlan plan = plan(new Layer.BatchNorm(0.25, 1), Shape.of(1));
    ReferenceNetwork network =
        network(plan, Map.of("scale", f(2), "shift", f(1), "mean", f(4), "variance", f(3)));
    double[] batch = {1, 3};
    ReferenceNetwork.Pass training = network.forward(batch, Mode.TRAINING, 0);
    // Mean 2, variance 1, and 1 more for epsilon.
    assertArrayEquals(
        new double[] {1 - Math.sqrt(2), 1 + Math.sqrt(2)}, training.outputs().get("node"), EXACT);
    assertEquals(0.75 * 4 + 0.25 * 2, training.buffers()[0], EXACT);
    assertEquals(0.75 * 3 + 0.25 * 1, training.buffers()[16], EXACT);
    assertArrayEquals(
        new double[] {(1 - 4) / 2.0 * 2 + 1, (3 - 4) / 2.0 * 2 + 1},
        network.forward(batch, Mode.INFERENCE, 0).outputs().get("node"),
        EXACT);
  }

  @Test
  void activationsHaveTheirTextbookValues() {
    assertArrayEquals(new double[] {0, 2}, activate(ActivationFunction.RELU, -3, 2));
    assertArrayEquals(
        new double[] {-0.03, 2}, activate(ActivationFunction.LEAKY_RELU, -3, 2), EXACT);
    assertArrayEquals(
        new double[] {0.5, 0.75}, activate(ActivationFunction.SIGMOID, 0, Math.log(3)), EXACT);
    assertArrayEquals(new double[] {0.8}, activate(ActivationFunction.TANH, Math.log(3)), EXACT);
    assertArrayEquals(
        new double[] {0.75 * Math.log(3)}, activate(ActivationFunction.SILU, Math.log(3)), EXACT);
    // Φ(1) and Φ(−2) from tables of the normal distribution.
    assertArrayEquals(
        new double[] {0.841344746068543, -2 * 0.022750131948179},
        activate(ActivationFunction.GELU, 1, -2),
        EXACT);
  }

  @Test
  void lstmFollowsItsEquations() {
    // i = 1/2, f = 3/4, g = 0.8, o = 1/4 at every step.
    Map<String, float[]> weights =
        Map.of(
            "weight-input", f(0, 0, 0, 0),
            "weight-recurrent", f(0, 0, 0, 0),
            "bias", f(0, LN3, LN3, -LN3));
    double[] h = run(new Layer.Lstm(1, Returns.SEQUENCE), Shape.of(2, 1), weights, 7, 7);
    assertArrayEquals(
        new double[] {0.25 * Math.tanh(0.4), 0.25 * Math.tanh(0.75 * 0.4 + 0.4)}, h, ROUNDED);
    double[] last = run(new Layer.Lstm(1, Returns.LAST), Shape.of(2, 1), weights, 7, 7);
    assertArrayEquals(new double[] {h[1]}, last);
  }

  @Test
  void gruResetsAfterTheRecurrentProduct() {
    // r = 1/4 and z = 3/4 at every step.
    Map<String, float[]> weights =
        Map.of(
            "weight-input", f(0, 0, 1),
            "weight-recurrent", f(0, 0, 2),
            "bias", f(-LN3, LN3, 0.5f),
            "bias-recurrent", f(0, 0, 4));
    double[] h = run(new Layer.Gru(1, Returns.SEQUENCE), Shape.of(2, 1), weights, 0.125, -1);
    double first = 0.25 * Math.tanh(0.125 + 0.5 + 0.25 * 4);
    double candidate = Math.tanh(-1 + 0.5 + 0.25 * (2 * first + 4));
    assertArrayEquals(new double[] {first, 0.25 * candidate + 0.75 * first}, h, ROUNDED);
  }

  @Test
  void embeddingLooksRowsUp() {
    Map<String, float[]> weights = Map.of("weight", f(1, 2, 3, 4, 5, 6));
    assertArrayEquals(
        new double[] {5, 6, 1, 2}, run(new Layer.Embedding(3, 2), Shape.of(2), weights, 2, 0));
  }

  @Test
  void bagsAddUpTheRowsThatAreThere() {
    Map<String, float[]> weights = Map.of("weight", f(1, 2, 3, 4, 5, 6));
    double[] texts = {2, 0, 2, 1, -1, -1, -1, -1, -1};
    assertArrayEquals(
        new double[] {11, 14, 3, 4, 0, 0},
        run(new Layer.EmbeddingBag(3, 2, BagMode.SUM), Shape.of(3), weights, texts));
    assertArrayEquals(
        new double[] {11 / 3.0, 14 / 3.0, 3, 4, 0, 0},
        run(new Layer.EmbeddingBag(3, 2, BagMode.MEAN), Shape.of(3), weights, texts),
        EXACT);
  }

  @Test
  void poolingOverTimeLooksAtAllSteps() {
    double[] steps = {1, 5, 3, -4, 2, 2};
    assertArrayEquals(
        new double[] {3, 5},
        run(new Layer.PoolOverTime(PoolMode.MAX), Shape.of(3, 2), Map.of(), steps));
    assertArrayEquals(
        new double[] {2, 1},
        run(new Layer.PoolOverTime(PoolMode.MEAN), Shape.of(3, 2), Map.of(), steps));
  }

  @Test
  void stepsThatAreNotThereAreZeroAndCountForNothing() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("table", new Layer.Embedding(3, 1, true))
                .add("shifted", new Layer.Dense(1, ActivationFunction.LINEAR))
                .add("max", new Layer.PoolOverTime(PoolMode.MAX), "shifted")
                .add("mean", new Layer.PoolOverTime(PoolMode.MEAN), "shifted")
                .add("states", new Layer.Gru(1, Returns.SEQUENCE), "shifted")
                .add("last", new Layer.Gru(1, Returns.LAST), "shifted")
                .build("max", "mean", "states", "last"),
            Shape.of(3));
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    Map<String, float[]> values =
        Map.of("table.weight", f(-5, 1, 3), "shifted.weight", f(1), "shifted.bias", f(1));
    for (ParameterSlice slice : plan.parameters().slices()) {
      float[] filled = new float[slice.shape().elements()];
      Arrays.fill(filled, 0.5f);
      arrays.put(
          slice.name(),
          new Weights.Array(slice.shape(), values.getOrDefault(slice.name(), filled)));
    }
    Map<String, double[]> outputs =
        new ReferenceNetwork(plan, new Weights(arrays), 0)
            .forward(new double[] {0, 0, -1, 2, 1, 0, -1, -1, -1}, Mode.INFERENCE, 0)
            .outputs();
    assertArrayEquals(new double[] {-4, -4, 0, 4, 2, -4, 0, 0, 0}, outputs.get("shifted"));
    assertArrayEquals(new double[] {-4, 4, 0}, outputs.get("max"));
    assertArrayEquals(new double[] {-4, 2 / 3.0, 0}, outputs.get("mean"), EXACT);
    double[] states = outputs.get("states");
    assertEquals(0, states[2]);
    assertArrayEquals(new double[] {states[1], states[5], 0}, outputs.get("last"));
    assertTrue(states[1] != 0 && states[5] != 0);
  }

  @Test
  void convolutionOverTimeHasZerosAroundIt() {
    Map<String, float[]> weights = Map.of("weight", f(1, 10, 100), "bias", f(1000));
    double[] steps = {1, 2, 3, 4};
    assertArrayEquals(
        new double[] {1210, 1321, 1432, 1043},
        run(conv1d(1, 3, 1, Padding.SAME, 1, 1), Shape.of(4, 1), weights, steps));
    assertArrayEquals(
        new double[] {1321, 1432},
        run(conv1d(1, 3, 1, Padding.VALID, 1, 1), Shape.of(4, 1), weights, steps));
    assertArrayEquals(
        new double[] {1210, 1432},
        run(conv1d(1, 3, 2, new Padding(false, 1), 1, 1), Shape.of(4, 1), weights, steps));
    // Steps two apart, with two zeros on both sides.
    assertArrayEquals(
        new double[] {1310, 1420, 1031, 1042},
        run(conv1d(1, 3, 1, Padding.SAME, 2, 1), Shape.of(4, 1), weights, steps));
  }

  @Test
  void groupsOfFeaturesDoNotSeeEachOther() {
    Map<String, float[]> weights = Map.of("weight", f(1, 2, 10, 20), "bias", f(0, 0));
    assertArrayEquals(
        new double[] {1 + 2 * 3, 50 + 20 * 7},
        run(conv1d(2, 2, 1, Padding.VALID, 1, 2), Shape.of(2, 2), weights, 1, 5, 3, 7));
  }

  private static Layer conv1d(
      int filters, int kernel, int stride, Padding padding, int dilation, int groups) {
    return new Layer.Conv1d(
        filters,
        kernel,
        stride,
        padding,
        dilation,
        groups,
        ActivationFunction.LINEAR,
        true,
        Initializer.AUTO);
  }

  /**
   * Each direction is a layer of one direction, for the reverse one over the steps turned round.
   */
  @Test
  void bidirectionalLayersAreTwoThatGoTowardsEachOther() {
    Map<String, float[]> forward =
        Map.of(
            "weight-input", f(0.5f, -0.3f, 0.8f, 0.1f),
            "weight-recurrent", f(0.2f, 0.7f, -0.4f, 0.6f),
            "bias", f(0.1f, 1, -0.2f, 0.3f));
    Map<String, float[]> reverse =
        Map.of(
            "weight-input", f(-0.6f, 0.9f, 0.4f, 0.2f),
            "weight-recurrent", f(0.3f, -0.1f, 0.5f, -0.7f),
            "bias", f(0.2f, 0.8f, 0.6f, -0.1f));
    Map<String, float[]> both = new LinkedHashMap<>(forward);
    reverse.forEach((name, values) -> both.put(name + Layer.REVERSE, values));
    Layer one = new Layer.Lstm(1, Returns.SEQUENCE);
    Shape shape = Shape.of(3, 1);
    double[] there = run(one, shape, forward, 0.5, -1, 2);
    double[] back = run(one, shape, reverse, 2, -1, 0.5);
    assertArrayEquals(
        new double[] {there[0], back[2], there[1], back[1], there[2], back[0]},
        run(new Layer.Lstm(1, Returns.SEQUENCE, true), shape, both, 0.5, -1, 2),
        EXACT);
    assertArrayEquals(
        new double[] {there[2], back[2]},
        run(new Layer.Lstm(1, Returns.LAST, true), shape, both, 0.5, -1, 2),
        EXACT);
  }

  @Test
  void theReverseDirectionBeginsWithTheLastStepOfASample() {
    Layer layer = new Layer.Gru(1, Returns.LAST, true);
    NetworkPlan whole = plan(layer, Shape.of(2, 1));
    Weights weights = WeightInitialization.draw(whole, 3);
    double[] expected =
        new ReferenceNetwork(whole, weights, 0)
            .forward(new double[] {7, -4}, Mode.INFERENCE, 0)
            .outputs()
            .get("node");
    NetworkPlan padded =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("table", new Layer.Embedding(2, 1, true))
                .add("node", layer)
                .build(),
            Shape.of(5));
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.put("table.weight", new Weights.Array(Shape.of(2, 1), f(7, -4)));
    assertArrayEquals(
        expected,
        new ReferenceNetwork(padded, new Weights(arrays), 0)
            .forward(new double[] {0, 1, -1, -1, -1}, Mode.INFERENCE, 0)
            .outputs()
            .get("node"));
  }

  @Test
  void dropoutMultipliesByTheMaskOfTheStep() {
    NetworkPlan plan = plan(new Layer.Dropout(0.5), Shape.of(9));
    ReferenceNetwork network = network(plan, Map.of());
    DropoutMask mask = DropoutMask.of(3, "node", 5, 0.5);
    double[] expected = new double[9];
    for (int i = 0; i < 9; i++) {
      expected[i] = NINE[i] * mask.factor(i);
    }
    assertArrayEquals(expected, network.forward(NINE, Mode.TRAINING, 5).outputs().get("node"));
    assertArrayEquals(NINE, network.forward(NINE, Mode.INFERENCE, 5).outputs().get("node"));
  }

  @Test
  void concatenationJoinsSampleBySample() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("a", new Layer.Activation(ActivationFunction.RELU))
                .add("both", new Layer.Concat(), "a", "input")
                .add("sum", new Layer.Add(), "both", "both")
                .build(),
            Shape.of(2));
    Map<String, double[]> outputs =
        network(plan, Map.of()).forward(new double[] {1, -2, 3, -4}, Mode.INFERENCE, 0).outputs();
    assertArrayEquals(new double[] {1, 0, 1, -2, 3, 0, 3, -4}, outputs.get("both"));
    assertArrayEquals(new double[] {2, 0, 2, -4, 6, 0, 6, -8}, outputs.get("sum"));
  }

  @Test
  void gradientOfALinearFunctionIsItsInput() {
    NetworkPlan plan = plan(new Layer.Dense(1, ActivationFunction.LINEAR), Shape.of(2));
    ReferenceNetwork network = network(plan, Map.of("weight", f(1, 2), "bias", f(0)));
    double[] gradient =
        network.gradient(new double[] {3, 5, 7, 11}, 0, Map.of("node", new double[] {1, 10}));
    ParameterLayout layout = plan.parameters();
    int weight = layout.slice("node.weight").offset();
    assertEquals(3 + 70, gradient[weight], 1e-8);
    assertEquals(5 + 110, gradient[weight + 1], 1e-8);
    assertEquals(11, gradient[layout.slice("node.bias").offset()], 1e-8);
  }

  private static Layer conv(int filters, int kernel, Padding padding, int groups) {
    return new Layer.Conv2d(
        filters,
        Extent.of(kernel),
        Extent.of(1),
        padding,
        Extent.of(1),
        groups,
        ActivationFunction.LINEAR,
        true,
        Initializer.AUTO);
  }

  private static double[] activate(ActivationFunction function, double... x) {
    return run(new Layer.Activation(function), Shape.of(x.length), Map.of(), x);
  }

  private static double[] run(Layer layer, Shape input, Map<String, float[]> weights, double... x) {
    return network(plan(layer, input), weights).forward(x, Mode.TRAINING, 0).outputs().get("node");
  }

  private static NetworkPlan plan(Layer layer, Shape input) {
    return NetworkPlan.of(NetworkDescription.sequence().add("node", layer).build(), input);
  }

  private static ReferenceNetwork network(NetworkPlan plan, Map<String, float[]> weights) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        float[] values = weights.get(slice.name().substring("node.".length()));
        arrays.put(slice.name(), new Weights.Array(slice.shape(), values));
      }
    }
    return new ReferenceNetwork(plan, new Weights(arrays), 3);
  }

  private static float[] f(float... values) {
    return values;
  }
}
