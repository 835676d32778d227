package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final NetworkPlan PLAN =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("a", new Layer.Dense(3, ActivationFunction.LINEAR))
              .add("norm", new Layer.BatchNorm(0.1, 1e-5))
              .build(),
          Shape.of(2));

  @Test
  void whatIsWrittenIsReadBack() {
    Weights weights = WeightInitialization.draw(PLAN, 1);
    try (HostVector parameters = HostVector.allocate(PLAN.parameters().length());
        HostVector buffers = HostVector.allocate(PLAN.buffers().length())) {
      weights.write(PLAN, parameters, buffers);
      Weights read = Weights.read(PLAN, parameters, buffers);
      assertEquals(weights.arrays().keySet(), read.arrays().keySet());
      assertEquals(weights.fingerprint(), read.fingerprint());
    }
  }

  @Test
  void gapsAreNotWritten() {
    try (HostVector parameters = HostVector.allocate(PLAN.parameters().length());
        HostVector buffers = HostVector.allocate(PLAN.buffers().length())) {
      WeightInitialization.draw(PLAN, 1).write(PLAN, parameters, buffers);
      float[] gap = new float[10];
      parameters.read(6, gap);
      assertArrayEquals(new float[10], gap);
    }
  }

  @Test
  void aMissingArrayIsNamedAndNothingIsWritten() {
    Map<String, Weights.Array> arrays = arrays();
    arrays.remove("norm.variance");
    try (HostVector parameters = HostVector.allocate(PLAN.parameters().length());
        HostVector buffers = HostVector.allocate(PLAN.buffers().length())) {
      assertRefused(
          () -> new Weights(arrays).write(PLAN, parameters, buffers),
          "'norm.variance'",
          "3",
          "a.weight");
      assertEquals(0, parameters.norm());
    }
  }

  @Test
  void anArrayOfAnotherShapeIsNamedWithBothShapes() {
    Map<String, Weights.Array> arrays = arrays();
    arrays.put("a.weight", new Weights.Array(Shape.of(2, 3), new float[6]));
    assertRefused(() -> new Weights(arrays).check(PLAN), "'a.weight'", "2x3", "3x2");
  }

  @Test
  void anArrayLeftOverIsNamed() {
    Map<String, Weights.Array> arrays = arrays();
    arrays.put("b.weight", new Weights.Array(Shape.of(1), new float[1]));
    assertRefused(() -> new SavedNetwork(PLAN, new Weights(arrays)), "'b.weight'", "a.bias");
  }

  @Test
  void valuesMustFillTheShape() {
    assertThrows(
        IllegalArgumentException.class, () -> new Weights.Array(Shape.of(3), new float[2]));
  }

  @Test
  void fingerprintSeesOneBit() {
    String before = new Weights(arrays()).fingerprint();
    for (String name : arrays().keySet()) {
      Map<String, Weights.Array> arrays = arrays();
      float[] values = arrays.get(name).values().clone();
      int last = values.length - 1;
      values[last] = Float.intBitsToFloat(Float.floatToRawIntBits(values[last]) ^ 1);
      arrays.put(name, new Weights.Array(arrays.get(name).shape(), values));
      assertNotEquals(before, new Weights(arrays).fingerprint(), name);
    }
  }

  @Test
  void fingerprintTellsZeroFromMinusZero() {
    Map<String, Weights.Array> arrays = arrays();
    String before = new Weights(arrays).fingerprint();
    assertEquals(0, arrays.get("a.bias").values()[0]);
    arrays.put("a.bias", new Weights.Array(Shape.of(3), new float[] {-0f, 0, 0}));
    assertNotEquals(before, new Weights(arrays).fingerprint());
  }

  @Test
  void fingerprintSeesNamesAndShapes() {
    Weights.Array values = new Weights.Array(Shape.of(2, 3), new float[6]);
    Weights.Array turned = new Weights.Array(Shape.of(3, 2), new float[6]);
    String before = new Weights(Map.of("a", values)).fingerprint();
    assertNotEquals(before, new Weights(Map.of("b", values)).fingerprint());
    assertNotEquals(before, new Weights(Map.of("a", turned)).fingerprint());
  }

  @Test
  void fingerprintDoesNotSeeTheOrderOfArrays() {
    Map<String, Weights.Array> reversed = new LinkedHashMap<>();
    arrays().keySet().stream()
        .sorted(Comparator.reverseOrder())
        .forEach(name -> reversed.put(name, arrays().get(name)));
    assertEquals(new Weights(arrays()).fingerprint(), new Weights(reversed).fingerprint());
  }

  @Test
  void onlyKeepsTheArraysOfANetworksNodes() {
    NetworkDescription shorter =
        NetworkDescription.sequence()
            .add("a", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    assertEquals(
        Set.of("a.weight", "a.bias"), new Weights(arrays()).only(shorter).arrays().keySet());
  }

  private static Map<String, Weights.Array> arrays() {
    return new LinkedHashMap<>(WeightInitialization.draw(PLAN, 1).arrays());
  }
}
