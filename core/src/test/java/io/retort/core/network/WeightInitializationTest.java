package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightInitializationTest {
  private static final int INPUTS = 300;
  private static final int UNITS = 200;

  @Test
  void sameSeedGivesTheSameWeights() {
    NetworkPlan plan = dense(Initializer.AUTO, ActivationFunction.RELU);
    assertEquals(
        WeightInitialization.draw(plan, 5).fingerprint(),
        WeightInitialization.draw(plan, 5).fingerprint());
    assertNotEquals(
        WeightInitialization.draw(plan, 5).fingerprint(),
        WeightInitialization.draw(plan, 6).fingerprint());
  }

  /** A stream of numbers must not be that of another seed from its second number on. */
  @Test
  void seedsThatAreNeighboursShareNoWeights() {
    NetworkPlan plan = dense(Initializer.HE_UNIFORM, ActivationFunction.RELU);
    Set<Float> seen = new HashSet<>();
    int values = 0;
    int distinct = 0;
    for (long seed = 1; seed <= 5; seed++) {
      Set<Float> own = new HashSet<>();
      for (float value : WeightInitialization.draw(plan, seed).arrays().get("fc.weight").values()) {
        own.add(value);
      }
      distinct += own.size();
      values += INPUTS * UNITS;
      seen.addAll(own);
    }
    // Of 2^24 numbers, 5 times 60,000 have about 1,700 in common by chance; shifted streams all.
    assertTrue(distinct - seen.size() < 0.02 * values, distinct - seen.size() + " in common");
  }

  @Test
  void aNewNodeDoesNotChangeTheOthers() {
    NetworkDescription small =
        NetworkDescription.sequence()
            .add("a", new Layer.Dense(4, ActivationFunction.RELU))
            .add("b", new Layer.Dense(3, ActivationFunction.RELU))
            .build();
    NetworkDescription large =
        NetworkDescription.sequence()
            .add("new", new Layer.Dense(4, ActivationFunction.RELU), "input")
            .add("a", new Layer.Dense(4, ActivationFunction.RELU), "input")
            .add("b", new Layer.Dense(3, ActivationFunction.RELU), "a")
            .build();
    Weights before = WeightInitialization.draw(NetworkPlan.of(small, Shape.of(4)), 1);
    Weights after = WeightInitialization.draw(NetworkPlan.of(large, Shape.of(4)), 1);
    before
        .arrays()
        .forEach(
            (name, array) ->
                assertArrayEquals(array.values(), after.arrays().get(name).values(), name));
    assertNotEquals(
        Arrays.toString(after.arrays().get("new.weight").values()),
        Arrays.toString(after.arrays().get("a.weight").values()),
        "Two nodes of one shape are drawn alike");
  }

  @ParameterizedTest
  @CsvSource({
    // numerator of the variance, fan: 300 or 300 + 200
    "HE_NORMAL, 2, 300, false",
    "HE_UNIFORM, 2, 300, true",
    "GLOROT_NORMAL, 2, 500, false",
    "GLOROT_UNIFORM, 2, 500, true",
    "LECUN_NORMAL, 1, 300, false",
  })
  void varianceIsThatOfTheArticle(
      Initializer initializer, double numerator, double fan, boolean bounded) {
    float[] weight = weight(dense(initializer, ActivationFunction.LINEAR), "fc.weight");
    double expected = numerator / fan;
    // 60,000 values: the variance's own deviation is below 0.6%.
    assertEquals(expected, variance(weight), 0.03 * expected);
    double largest = 0;
    for (float value : weight) {
      largest = Math.max(largest, Math.abs(value));
    }
    // A uniform distribution ends at √3 deviations; 60,000 normal values go beyond 3.
    double deviation = Math.sqrt(expected);
    assertTrue(
        bounded ? largest <= 1.7321 * deviation : largest > 3 * deviation,
        largest / deviation + " deviations");
  }

  @ParameterizedTest
  @CsvSource({"RELU, HE_NORMAL", "GELU, HE_NORMAL", "TANH, GLOROT_UNIFORM"})
  void automaticChoiceFollowsTheActivation(ActivationFunction activation, Initializer chosen) {
    assertArrayEquals(
        weight(dense(chosen, activation), "fc.weight"),
        weight(dense(Initializer.AUTO, activation), "fc.weight"));
  }

  @Test
  void fanOfAConvolutionCountsItsWindowAndGroup() {
    Layer conv =
        new Layer.Conv2d(
            64,
            Extent.of(3),
            Extent.of(1),
            Padding.SAME,
            Extent.of(1),
            2,
            ActivationFunction.LINEAR,
            true,
            Initializer.HE_NORMAL);
    NetworkPlan plan =
        NetworkPlan.of(NetworkDescription.sequence().add("conv", conv).build(), Shape.of(64, 4, 4));
    double expected = 2.0 / (32 * 9);
    assertEquals(expected, variance(weight(plan, "conv.weight")), 0.06 * expected);
  }

  @Test
  void biasesStartAtZeroScalesAndVariancesAtOne() {
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(3, ActivationFunction.RELU))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .build();
    NetworkPlan plan = NetworkPlan.of(network, Shape.of(2));
    assertArrayEquals(new float[] {0, 0, 0}, weight(plan, "fc.bias"));
    assertArrayEquals(new float[] {1, 1, 1}, weight(plan, "norm.scale"));
    assertArrayEquals(new float[] {0, 0, 0}, weight(plan, "norm.shift"));
    assertArrayEquals(new float[] {0, 0, 0}, weight(plan, "norm.mean"));
    assertArrayEquals(new float[] {1, 1, 1}, weight(plan, "norm.variance"));
  }

  @Test
  void forgetGateOfAnLstmStartsOpen() {
    NetworkDescription network =
        NetworkDescription.sequence().add("lstm", new Layer.Lstm(2, Layer.Returns.LAST)).build();
    NetworkPlan plan = NetworkPlan.of(network, Shape.of(5, 3));
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0}, weight(plan, "lstm.bias"));
  }

  private static NetworkPlan dense(Initializer initializer, ActivationFunction activation) {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(UNITS, activation, true, initializer))
            .build(),
        Shape.of(INPUTS));
  }

  private static float[] weight(NetworkPlan plan, String name) {
    return WeightInitialization.draw(plan, 3).arrays().get(name).values();
  }

  private static double variance(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return squares / values.length;
  }
}
