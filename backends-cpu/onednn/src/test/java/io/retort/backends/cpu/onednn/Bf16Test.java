package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomNetworks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Values of 16 bits. */
class Bf16Test {
  private static final int NETWORKS = 220;

  /** Every layer in bf16 that can be, however small. */
  private static ComputeBackend backend(Precision precision) {
    return TinyWork.together(precision, 2);
  }

  @Test
  void outputsTapsAndGradientsOfRandomNetworksAreThoseOfF32Rounded() {
    assertRounded(backend(Precision.BF16));
  }

  @Test
  void soAreThoseOfNetworksThatAreComputedInParts() {
    assertRounded(TinyWork.inParts(Precision.BF16, 2));
  }

  /** Closes the backend. */
  private static void assertRounded(ComputeBackend rounded) {
    List<Double> errors = new ArrayList<>();
    try (rounded;
        ComputeBackend exact = backend(Precision.F32)) {
      Assumptions.assumeTrue(Engine.hasBf16(), "the processor multiplies numbers of 16 bits");
      for (int seed = 0; seed < NETWORKS; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
        Map<String, float[]> expected = Observations.of(exact, sample);
        Map<String, float[]> found = Observations.of(rounded, sample);
        double worst = 0;
        for (Map.Entry<String, float[]> entry : expected.entrySet()) {
          String what = entry.getKey();
          double error = difference(expected, found, what);
          // Rounding by 1/256 in each of up to seven layers.
          assertTrue(
              what.startsWith("gradient") || error < 0.06,
              () -> what + " differs by " + error + ": " + sample);
          worst = Math.max(worst, error);
        }
        errors.add(worst);
      }
    }
    // A value near 0 that is rounded to the other side of a relu's edge turns one of the few
    // gradients of a small network on or off, so that single ones may be far away.
    Collections.sort(errors);
    assertTrue(errors.get(NETWORKS / 2) < 0.01, "median of errors: " + errors.get(NETWORKS / 2));
    assertTrue(errors.get(NETWORKS * 9 / 10) < 0.03, "9 of 10: " + errors.get(NETWORKS * 9 / 10));
    assertTrue(errors.get(NETWORKS - 1) > 1e-3, "something was rounded");
  }

  private static double difference(
      Map<String, float[]> expected, Map<String, float[]> found, String what) {
    float[] values = expected.get(what);
    float[] difference = found.get(what).clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= values[i];
    }
    // Single gradients are compared with the whole where they are a small part of it.
    double least =
        what.startsWith("gradient") ? 0.1 * Observations.norm(expected.get("gradients")) : 0;
    double scale = Math.max(1e-6, Math.max(least, Observations.norm(values)));
    return Observations.norm(difference) / scale;
  }

  @Test
  void smallLayersStayInF32() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("conv", new Layer.Conv2d(4, 3, ActivationFunction.RELU))
                .add("flat", new Layer.Flatten())
                .add("logits", new Layer.Dense(10, ActivationFunction.LINEAR))
                .build(),
            Shape.of(2, 5, 5));
    // For one sample, 4·5·5·(2·3·3) = 1800 multiplications of the convolution and 100·10 of the
    // other.
    Limits limits = new Limits(1, 1, 1, true, 3 * 1800);
    DataTypes types = new DataTypes(plan, limits, 3);
    assertEquals(DataType.BF16, types.of(plan.description().node("conv")));
    assertEquals(DataType.F32, types.of(plan.description().node("flat")));
    assertEquals(DataType.F32, types.of(plan.description().node("logits")));
    assertEquals(DataType.F32, new DataTypes(plan, limits, 2).of(plan.description().node("conv")));
  }

  @Test
  void layersThatStayInF32HaveTheBitsOfF32() {
    Assumptions.assumeTrue(Engine.hasBf16(), "the processor multiplies numbers of 16 bits");
    Limits none = new Limits(1, 1, Long.MAX_VALUE, true, Long.MAX_VALUE);
    try (ComputeBackend rounding = new OneDnnBackend(none, KernelVerifier.inMemory());
        ComputeBackend exact = TinyWork.together(Precision.F32, 1)) {
      for (int seed = 0; seed < 30; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
        Map<String, float[]> expected = Observations.of(exact, sample);
        Observations.of(rounding, sample)
            .forEach((what, found) -> assertArrayEquals(expected.get(what), found, what));
      }
    }
  }
}
