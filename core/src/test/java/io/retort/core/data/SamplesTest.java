package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.Target;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private static InMemorySamples samples() {
    return new InMemorySamples(
        Tensor.of(Shape.of(3, 2), 0, 1, 10, 11, 20, 21),
        Map.of(
            "kind", new Target.Classes(new int[] {5, 6, 7}),
            "size", new Target.Values(Tensor.of(Shape.of(3, 1), 0.5f, 1.5f, 2.5f)),
            "tags", new Target.MultiLabels(Tensor.of(Shape.of(3, 2), 0, 1, 1, 0, 1, 1))));
  }

  @Test
  void samplesAreGatheredInTheOrderAsked() {
    try (InMemorySamples samples = samples();
        Tensor inputs = Tensor.allocate(Shape.of(3, 2))) {
      samples.inputs(new int[] {2, 0, 2}, inputs);
      assertArrayEquals(new float[] {20, 21, 0, 1, 20, 21}, inputs.toArray());
    }
  }

  @Test
  void labelsOfEveryKindFollowTheirSamples() {
    try (InMemorySamples samples = samples()) {
      int[] asked = {2, 0};
      assertArrayEquals(
          new int[] {7, 5}, ((Target.Classes) samples.labels("kind", asked)).labels());
      try (Tensor size = ((Target.Values) samples.labels("size", asked)).values();
          Tensor tags = ((Target.MultiLabels) samples.labels("tags", asked)).values()) {
        assertArrayEquals(new float[] {2.5f, 0.5f}, size.toArray());
        assertArrayEquals(new float[] {1, 1, 0, 1}, tags.toArray());
      }
    }
  }

  @Test
  void labelTensorsBelongToTheCaller() {
    try (InMemorySamples samples = samples()) {
      ((Target.Values) samples.labels("size", new int[] {0})).values().close();
      try (Tensor again = ((Target.Values) samples.labels("size", new int[] {0})).values()) {
        assertEquals(0.5f, again.get(0));
      }
    }
  }

  @Test
  void unknownHeadsAreRefused() {
    try (InMemorySamples samples = samples()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> samples.labels("colour", new int[] {0}))
              .getMessage();
      assertTrue(message.contains("'colour'") && message.contains("size"), message);
    }
  }

  @Test
  void labelsThatDoNotCoverTheSamplesAreRefused() {
    try (Tensor inputs = Tensor.allocate(Shape.of(3, 2))) {
      RetortException refused =
          assertThrows(
              RetortException.class,
              () ->
                  new InMemorySamples(
                      inputs, Map.of("kind", new Target.Classes(new int[] {1, 2}))));
      assertTrue(refused.getMessage().contains("'kind' has 2 labels for 3"), refused::getMessage);
    }
  }

  @Test
  void destinationOfAnotherShapeIsRefused() {
    try (InMemorySamples samples = samples();
        Tensor flat = Tensor.allocate(Shape.of(4))) {
      assertThrows(IllegalArgumentException.class, () -> samples.inputs(new int[] {0, 1}, flat));
    }
  }

  @Test
  void subsetRenumbersItsMembers() {
    try (InMemorySamples samples = samples();
        Tensor inputs = Tensor.allocate(Shape.of(2, 2))) {
      int[] members = {2, 1};
      Subset subset = new Subset(samples, members);
      members[0] = 0;
      assertEquals(2, subset.size());
      subset.inputs(new int[] {0, 1}, inputs);
      assertArrayEquals(new float[] {20, 21, 10, 11}, inputs.toArray());
      Subset inner = new Subset(subset, new int[] {1});
      assertArrayEquals(
          new int[] {6}, ((Target.Classes) inner.labels("kind", new int[] {0})).labels());
    }
  }

  @Test
  void partsOfPartsKnowWhereTheirSamplesComeFrom() {
    try (InMemorySamples samples = samples()) {
      Subset inner = new Subset(new Subset(samples, new int[] {2, 1}), new int[] {1});
      assertSame(samples, inner.origin());
      assertEquals(1, inner.indexInOrigin(0));
      assertSame(samples, samples.origin());
      assertEquals(2, samples.indexInOrigin(2));
    }
  }

  @Test
  void headTakesTheOnlyOutputOrTheOneOfItsName() {
    Head head = new Head("size", new Task.Regression(List.of("size")));
    Layer one = new Layer.Dense(1, ActivationFunction.LINEAR);
    NetworkDescription single = NetworkDescription.sequence().add("fc", one).build();
    NetworkDescription several =
        NetworkDescription.sequence()
            .add("other", one, "input")
            .add("size", one, "input")
            .build("other", "size");
    assertEquals("fc", head.output(NetworkPlan.of(single, Shape.of(2))));
    assertEquals("size", head.output(NetworkPlan.of(several, Shape.of(2))));
    Head missing = new Head("colour", head.task());
    RetortException refused =
        assertThrows(
            RetortException.class, () -> missing.output(NetworkPlan.of(several, Shape.of(2))));
    assertTrue(refused.getMessage().contains("'colour'"), refused::getMessage);
  }

  @Test
  void anOutputOfTheWrongWidthIsRefusedWithTheFix() {
    Head head = new Head("digit", new Task.SingleLabel(List.of("a", "b", "c")));
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build();
    RetortException refused =
        assertThrows(
            RetortException.class, () -> head.output(NetworkPlan.of(network, Shape.of(2))));
    assertTrue(refused.getMessage().contains("set the units of 'fc' to 3"), refused::getMessage);
  }

  @Test
  void tasksNeedSomethingToPredict() {
    assertThrows(IllegalArgumentException.class, () -> new Task.SingleLabel(List.of("only")));
    assertThrows(IllegalArgumentException.class, () -> new Task.MultiLabel(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Task.Regression(List.of()));
  }

  @Test
  void headsNeedDifferentNames() {
    try (InMemorySamples samples = samples()) {
      Head head = new Head("size", new Task.Regression(List.of("size")));
      assertThrows(
          IllegalArgumentException.class,
          () -> new TrainingData(Shape.of(2), List.of(head, head), samples, samples));
    }
  }
}
