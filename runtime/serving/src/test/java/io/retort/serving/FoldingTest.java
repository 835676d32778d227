package io.retort.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.ReferenceNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldingTest {
  private static final Layer NORM = new Layer.BatchNorm(0.1, 1e-5);
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);

  @Test
  void outputsStayTheSame() {
    int fewer = 0;
    for (int seed = 0; seed < 400; seed++) {
      RandomNetworks.Sample sample = RandomNetworks.draw(seed);
      NetworkPlan plan = sample.plan();
      SavedNetwork folded = Folding.of(new SavedNetwork(plan, sample.weights()));
      assertEquals(plan.description().outputs(), folded.plan().description().outputs());
      double[] inputs =
          IntStream.range(0, sample.inputs().length).mapToDouble(i -> sample.inputs()[i]).toArray();
      Map<String, double[]> expected = outputs(plan, sample.weights(), inputs);
      Map<String, double[]> found = outputs(folded.plan(), folded.weights(), inputs);
      for (String output : plan.description().outputs()) {
        assertClose(expected.get(output), found.get(output), output + " of " + sample);
      }
      fewer += plan.description().nodes().size() - folded.plan().description().nodes().size();
    }
    assertTrue(fewer > 40, fewer + " nodes are folded in all");
  }

  private static Map<String, double[]> outputs(NetworkPlan plan, Weights weights, double[] inputs) {
    return new ReferenceNetwork(plan, weights, 0).forward(inputs, Mode.INFERENCE, 0).outputs();
  }

  private static void assertClose(double[] expected, double[] found, String what) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 1e-5 * (1 + Math.abs(expected[i])), i + " of " + what);
    }
  }

  /** 2·(3x + 1 − 5) / √(4 − ε + ε) + 7 = 3x + 3, by hand. */
  @Test
  void normalisationIsThatOfTheRunningStatistics() {
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("product", new Layer.Dense(1, ActivationFunction.LINEAR))
            .add("norm", new Layer.BatchNorm(0.1, 0.25))
            .build();
    SavedNetwork folded =
        Folding.of(
            new SavedNetwork(
                NetworkPlan.of(network, Shape.of(1)),
                new Weights(
                    Map.of(
                        "product.weight", new Weights.Array(Shape.of(1, 1), new float[] {3}),
                        "product.bias", new Weights.Array(Shape.of(1), new float[] {1}),
                        "norm.scale", new Weights.Array(Shape.of(1), new float[] {2}),
                        "norm.shift", new Weights.Array(Shape.of(1), new float[] {7}),
                        "norm.mean", new Weights.Array(Shape.of(1), new float[] {5}),
                        "norm.variance", new Weights.Array(Shape.of(1), new float[] {3.75f})))));
    assertEquals(List.of("norm"), names(folded.plan()));
    assertArrayEquals(new float[] {3}, folded.weights().arrays().get("norm.weight").values());
    assertArrayEquals(new float[] {3}, folded.weights().arrays().get("norm.bias").values());
  }

  @Test
  void residualBlockKeepsConvolutionsAndSum() {
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("stem", convolution(3))
            .add("stem-norm", NORM)
            .add("stem-relu", RELU)
            .add("large", convolution(3))
            .add("large-norm", NORM)
            .add("drop", new Layer.Dropout(0.5))
            .add("small", convolution(1), "stem-relu")
            .add("small-norm", NORM)
            .add("sum", new Layer.Add(), "drop", "small-norm")
            .add("out", RELU)
            .build();
    NetworkPlan plan = NetworkPlan.of(network, Shape.of(2, 4, 4));
    Weights weights = drawn(plan);
    SavedNetwork folded = Folding.of(new SavedNetwork(plan, weights));
    // The larger convolution last, and the activation stays behind the sum.
    assertEquals(
        List.of("stem-relu", "small-norm", "large-norm", "sum", "out"), names(folded.plan()));
    double[] inputs = new Random(1).doubles(64, -1, 1).toArray();
    assertClose(
        outputs(plan, weights, inputs).get("out"),
        outputs(folded.plan(), folded.weights(), inputs).get("out"),
        "the block");
  }

  @Test
  void whatOthersReadIsLeftAlone() {
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("first", convolution(3))
            .add("norm", NORM)
            .add("relu", RELU)
            .add("sum", new Layer.Add(), "relu", "first")
            .add("second", convolution(3))
            .add("positive", RELU)
            .add("drop", new Layer.Dropout(0.5))
            .build("second", "drop");
    assertEquals(network, folded(network).description());
  }

  private static Layer convolution(int kernel) {
    return new Layer.Conv2d(
        2,
        Extent.of(kernel),
        Extent.of(1),
        Padding.SAME,
        Extent.of(1),
        1,
        ActivationFunction.LINEAR,
        false,
        Initializer.AUTO);
  }

  private static NetworkPlan folded(NetworkDescription network) {
    NetworkPlan plan = NetworkPlan.of(network, Shape.of(2, 4, 4));
    return Folding.of(new SavedNetwork(plan, drawn(plan))).plan();
  }

  private static List<String> names(NetworkPlan plan) {
    return plan.description().nodes().stream().map(Node::name).toList();
  }

  /** Weights from 0.1 to 2, so that variances are positive. */
  private static Weights drawn(NetworkPlan plan) {
    Random random = new Random(1);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        float[] values = new float[slice.shape().elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = 0.1f + 1.9f * random.nextFloat();
        }
        arrays.put(slice.name(), new Weights.Array(slice.shape(), values));
      }
    }
    return new Weights(arrays);
  }
}
