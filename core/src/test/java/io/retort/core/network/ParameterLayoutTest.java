package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

  /** 2 channels of 4×4, 3 filters of 2×3×3, normalised, then 48 values to 5. */
  private static NetworkPlan plan() {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add("conv", new Layer.Conv2d(3, 3, ActivationFunction.RELU))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add("flat", new Layer.Flatten())
            .add("fc", new Layer.Dense(5, ActivationFunction.LINEAR))
            .build(),
        Shape.of(2, 4, 4));
  }

  @Test
  void weightsComeFirstAndEveryArrayIsAligned() {
    ParameterLayout layout = plan().parameters();
    assertEquals(
        List.of("conv.weight", "fc.weight", "conv.bias", "norm.scale", "norm.shift", "fc.bias"),
        layout.slices().stream().map(ParameterSlice::name).toList());
    // 54 values take 64, 240 take 240, the others 16 each.
    assertEquals(
        List.of(0, 64, 304, 320, 336, 352),
        layout.slices().stream().map(ParameterSlice::offset).toList());
    assertEquals(368, layout.length());
    assertEquals(54 + 240 + 3 + 3 + 3 + 5, layout.count());
  }

  @Test
  void theReverseDirectionHasArraysOfItsOwn() {
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("both", new Layer.Lstm(2, Layer.Returns.LAST, true))
            .build();
    ParameterLayout layout = NetworkPlan.of(network, Shape.of(4, 3)).parameters();
    assertEquals(
        List.of(
            "both.weight-input",
            "both.weight-recurrent",
            "both.weight-input-reverse",
            "both.weight-recurrent-reverse",
            "both.bias",
            "both.bias-reverse"),
        layout.slices().stream().map(ParameterSlice::name).toList());
    assertEquals(2 * (8 * 3 + 8 * 2 + 8), layout.count());
    assertEquals(layout.slice("both.bias").initial(), layout.slice("both.bias-reverse").initial());
  }

  @Test
  void penalisedRangeHoldsAllWeightsAndNothingElse() {
    ParameterLayout layout = plan().parameters();
    assertEquals(304, layout.penalised());
    for (ParameterSlice slice : layout.slices()) {
      assertEquals(slice.role() == Role.WEIGHT, slice.offset() < layout.penalised(), slice.name());
    }
  }

  @Test
  void runningStatisticsAreBuffers() {
    ParameterLayout buffers = plan().buffers();
    assertEquals(
        List.of("norm.mean", "norm.variance"),
        buffers.slices().stream().map(ParameterSlice::name).toList());
    assertEquals(0, buffers.penalised());
    assertEquals(32, buffers.length());
  }

  @Test
  void shapesAreCanonical() {
    ParameterLayout layout = plan().parameters();
    assertEquals(Shape.of(3, 2, 3, 3), layout.slice("conv.weight").shape());
    assertEquals(Shape.of(5, 48), layout.slice("fc.weight").shape());
    assertEquals(Shape.of(5), layout.slice("fc.bias").shape());
    String message =
        assertThrows(IllegalArgumentException.class, () -> layout.slice("fc.scale")).getMessage();
    assertTrue(message.contains("'fc.scale'") && message.contains("fc.bias"), message);
  }

  @Test
  void recurrentLayersStackTheirGates() {
    NetworkDescription recurrent =
        NetworkDescription.sequence()
            .add("lstm", new Layer.Lstm(4, Layer.Returns.SEQUENCE))
            .add("gru", new Layer.Gru(2, Layer.Returns.LAST))
            .build();
    ParameterLayout layout = NetworkPlan.of(recurrent, Shape.of(9, 5)).parameters();
    assertEquals(Shape.of(16, 5), layout.slice("lstm.weight-input").shape());
    assertEquals(Shape.of(16, 4), layout.slice("lstm.weight-recurrent").shape());
    assertEquals(Shape.of(16), layout.slice("lstm.bias").shape());
    assertEquals(Shape.of(6, 4), layout.slice("gru.weight-input").shape());
    assertEquals(Shape.of(6), layout.slice("gru.bias-recurrent").shape());
  }

  @Test
  void aNetworkWithoutParametersHasAnEmptyLayout() {
    NetworkDescription empty =
        NetworkDescription.sequence().add("flat", new Layer.Flatten()).build();
    ParameterLayout layout = NetworkPlan.of(empty, Shape.of(2, 2)).parameters();
    assertEquals(0, layout.length());
    assertEquals(0, layout.count());
  }
}
