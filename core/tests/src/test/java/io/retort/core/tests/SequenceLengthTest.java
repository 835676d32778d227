package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.SequenceLength;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceLengthTest {
  private static final SequenceLength OF_TOKENS = new SequenceLength(List.of());

  private static final ActivationFunction RELU = ActivationFunction.RELU;

  @Test
  void layersOfStepsKeepItAndPoolingEndsIt() {
    NetworkPlan plan =
        plan(
            padded()
                .add("dense", new Layer.Dense(3, RELU))
                .add("drop", new Layer.Dropout(0.1))
                .add("states", new Layer.Gru(3, Returns.SEQUENCE))
                .add("sum", new Layer.Add(), "states", "drop")
                .add("squashed", new Layer.Activation(ActivationFunction.SIGMOID))
                .add("mean", new Layer.PoolOverTime(PoolMode.MEAN))
                .add("last", new Layer.Lstm(3, Returns.LAST), "sum")
                .add("flat", new Layer.Flatten(), "sum")
                .build("mean", "last", "flat"));
    assertTrue(plan.isPadded());
    for (String node : new String[] {"table", "dense", "drop", "states", "sum", "squashed"}) {
      assertEquals(Optional.of(OF_TOKENS), plan.length(node), node);
    }
    for (String node : new String[] {"mean", "last", "flat", NetworkDescription.INPUT}) {
      assertEquals(Optional.empty(), plan.length(node), node);
    }
    assertEquals(2, OF_TOKENS.of(2));
  }

  @Test
  void embeddingsOfFullSequencesAreNotPadded() {
    NetworkPlan plan =
        plan(NetworkDescription.sequence().add("table", new Layer.Embedding(9, 3)).build());
    assertFalse(plan.isPadded());
    assertFalse(plan.clears(plan.description().node("table")));
  }

  @ParameterizedTest
  @EnumSource(ActivationFunction.class)
  void stepsAreClearedWhereALayerMayMakeSomethingOfZeros(ActivationFunction function) {
    NetworkPlan plan =
        plan(
            padded()
                .add("function", new Layer.Activation(function), "table")
                .add("bias", new Layer.Dense(3, function), "table")
                .add("none", new Layer.Dense(3, function, false, Initializer.AUTO), "table")
                .build("function", "bias", "none"));
    boolean sigmoid = function == ActivationFunction.SIGMOID;
    assertFalse(clears(plan, "table"));
    assertEquals(sigmoid, clears(plan, "function"));
    assertTrue(clears(plan, "bias"));
    assertEquals(sigmoid, clears(plan, "none"));
  }

  private static boolean clears(NetworkPlan plan, String node) {
    return plan.clears(plan.description().node(node));
  }

  @Test
  void windowsCoverStepsAndTheZerosAroundThem() {
    assertEquals(OF_TOKENS, convolved(3, 1, "same", 1));
    assertEquals(OF_TOKENS, convolved(2, 1, "same", 3));
    assertEquals(OF_TOKENS, convolved(3, 1, "1", 1));
    assertSteps(convolved(3, 1, "valid", 1), 0, 0, 0, 1, 2);
    assertSteps(convolved(2, 2, "valid", 1), 0, 0, 1, 1, 2);
    assertSteps(convolved(3, 2, "1", 1), 0, 1, 1, 2, 2);
    assertSteps(convolved(2, 1, "2", 2), 0, 3, 4, 5, 6);
  }

  private static void assertSteps(SequenceLength length, int... steps) {
    for (int tokens = 0; tokens < steps.length; tokens++) {
      assertEquals(steps[tokens], length.of(tokens), tokens + " tokens");
    }
  }

  @Test
  void sequencesOfOtherLengthsAreNotAdded() {
    // Both have 4 steps, but of a single token one makes a step and the other none.
    NetworkDescription.Builder network =
        padded()
            .add("left", conv(3, 1, "1", 1), "table")
            .add("right", conv(2, 1, "valid", 1), "table")
            .add("wider", conv(2, 1, "1", 1), "right");
    assertRefused(
        () -> plan(network.add("sum", new Layer.Add(), "left", "wider").build()),
        "'sum'",
        "same length");
  }

  private static SequenceLength convolved(int kernel, int stride, String padding, int dilation) {
    return plan(padded().add("conv", conv(kernel, stride, padding, dilation)).build())
        .length("conv")
        .orElseThrow();
  }

  private static Layer conv(int kernel, int stride, String padding, int dilation) {
    return new Layer.Conv1d(
        3, kernel, stride, Padding.parse(padding), dilation, 1, RELU, true, Initializer.AUTO);
  }

  @Test
  void zerosThatDependOnTheLengthAreRefused() {
    assertRefused(
        () -> convolved(3, 2, "same", 1),
        "'conv'",
        "(Conv1d) reads table",
        "'same'",
        "as a number, such as 1");
  }

  @Test
  void stepsThatWouldBeTornApartAreRefused() {
    assertRefused(
        () -> plan(padded().add("odd", new Layer.Reshape(Shape.of(1, 4, 3))).build()),
        "'odd'",
        "(Reshape) reads table",
        "padded sequence",
        "pool-over-time");
    assertRefused(
        () -> plan(padded().add("odd", new Layer.Concat(), "table", "table").build()),
        "'odd'",
        "pool both over time");
  }

  @Test
  void onlyTheInputTellsTheNumberOfTokens() {
    assertRefused(
        () ->
            plan(
                NetworkDescription.sequence()
                    .add("twice", new Layer.Concat(), "input", "input")
                    .add("table", new Layer.Embedding(9, 3, true))
                    .build()),
        "'table'",
        "reads twice",
        "network's input");
  }

  private static NetworkDescription.Builder padded() {
    return NetworkDescription.sequence().add("table", new Layer.Embedding(9, 3, true));
  }

  private static NetworkPlan plan(NetworkDescription network) {
    return NetworkPlan.of(network, Shape.of(4));
  }
}
