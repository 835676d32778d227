package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.WeightTransfer;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeightTransferTest {
  private static final SavedNetwork GIVER = saved("body", 5, "head", 3);

  private static NetworkPlan plan(String body, int units, String head, int classes) {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add(body, new Layer.Dense(units, ActivationFunction.RELU))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add(head, new Layer.Dense(classes, ActivationFunction.LINEAR))
            .build(),
        Shape.of(4));
  }

  private static SavedNetwork saved(String body, int units, String head, int classes) {
    NetworkPlan plan = plan(body, units, head, classes);
    return new SavedNetwork(plan, WeightInitialization.draw(plan, 3));
  }

  @Test
  void allNodesGiveWeightsAndStatistics() {
    Weights picked = transfer(Optional.empty(), Map.of()).apply(GIVER, GIVER.plan());
    assertEquals(GIVER.weights().fingerprint(), picked.fingerprint());
  }

  @Test
  void someNodesGiveTheirsAlone() {
    Weights picked =
        transfer(Optional.of(List.of("body", "norm")), Map.of())
            .apply(GIVER, plan("body", 5, "other", 7));
    assertEquals(
        Set.of(
            "body.weight", "body.bias", "norm.scale", "norm.shift", "norm.mean", "norm.variance"),
        picked.arrays().keySet());
    assertSame(GIVER.weights().arrays().get("norm.mean"), picked.arrays().get("norm.mean"));
  }

  @Test
  void renamedNodesGetWhatIsCalledOtherwiseThere() {
    Weights picked =
        transfer(Optional.of(List.of("stem")), Map.of("stem", "body"))
            .apply(GIVER, plan("stem", 5, "head", 3));
    assertEquals(Set.of("stem.weight", "stem.bias"), picked.arrays().keySet());
    assertSame(GIVER.weights().arrays().get("body.weight"), picked.arrays().get("stem.weight"));
  }

  @Test
  void aNodeThatTheGiverLacksIsNamed() {
    assertRefused(
        () -> transfer(Optional.empty(), Map.of()).apply(GIVER, plan("stem", 5, "head", 3)),
        "has no array 'stem.weight' for 'stem.weight'");
  }

  @Test
  void nodesThatTheReceiverLacksAreNamed() {
    assertRefused(
        () -> transfer(Optional.of(List.of("bodi")), Map.of()).apply(GIVER, GIVER.plan()),
        "'nodes' names 'bodi'");
    assertRefused(
        () -> transfer(Optional.empty(), Map.of("bodi", "body")).apply(GIVER, GIVER.plan()),
        "'rename' names 'bodi'");
  }

  @Test
  void shapesThatDifferAreNamedBoth() {
    assertRefused(
        () -> transfer(Optional.empty(), Map.of()).apply(GIVER, plan("body", 5, "head", 7)),
        "'head.weight' of the network to start from has the shape "
            + Shape.of(3, 5)
            + ", but 'head.weight' needs "
            + Shape.of(7, 5));
  }

  private static WeightTransfer transfer(Optional<List<String>> nodes, Map<String, String> rename) {
    return new WeightTransfer(nodes, rename);
  }
}
