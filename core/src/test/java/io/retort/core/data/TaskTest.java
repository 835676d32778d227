package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static final Task CLASSES = new Task.SingleLabel(NAMES);
  private static final Task LABELS = new Task.MultiLabel(NAMES);
  private static final Task VALUES =
      new Task.Regression(
          NAMES,
          List.of(new Standardization(10, 2), Standardization.NONE, new Standardization(-1, 0.5)));

  private static final Task EMBEDDING = new Task.Embedding(3);
  private static final List<Task> ALL = List.of(CLASSES, LABELS, VALUES, EMBEDDING);

  @Test
  void eachKindIsMatchedByItsOwnFunction() {
    assertEquals(
        List.of("classes", "labels", "values", "embedding"),
        ALL.stream()
            .map(
                task ->
                    task.<String>match(
                        t -> "classes", t -> "labels", t -> "values", t -> "embedding"))
            .toList());
    assertEquals(
        Set.of(Task.class.getPermittedSubclasses()),
        ALL.stream().map(Task::getClass).collect(Collectors.toSet()));
  }

  @Test
  void onlyAnEmbeddingHasTheWidthOfTheModel() {
    assertEquals(
        List.of(CLASSES, LABELS, VALUES, new Task.Embedding(7)),
        ALL.stream().map(task -> task.ofWidth(7)).toList());
  }

  @Test
  void onlyAnEmbeddingHasNoLabels() {
    assertEquals(List.of(EMBEDDING), ALL.stream().filter(task -> !task.hasLabels()).toList());
  }

  @Test
  void theValuesOfAnEmbeddingAreCalledByTheirPlaces() {
    assertEquals(List.of("0", "1", "2"), EMBEDDING.names());
    assertEquals(3, EMBEDDING.outputs());
    assertTrue(EMBEDDING.toUnits().isIdentity(), "A vector has no other units");
  }

  @Test
  void anEmbeddingHasAtLeastOneValue() {
    for (int width : new int[] {0, -1, Task.Embedding.WIDEST + 1}) {
      String refusal =
          assertThrows(IllegalArgumentException.class, () -> new Task.Embedding(width))
              .getMessage();
      assertEquals("The width of an embedding is a number from 1 to 65536, not " + width, refusal);
    }
  }

  @Test
  void networksGiveLogitsOfWhatHasProbabilities() {
    for (Task task : ALL) {
      boolean probabilities = task.outputActivation().givesProbabilities();
      assertEquals(probabilities, task.modelOutputKinds().contains(TargetKind.PROBABILITIES));
      assertEquals(probabilities ? TargetKind.LOGITS : TargetKind.VALUES, task.networkOutputKind());
    }
  }

  @Test
  void logitsOfClassesBecomeADistributionAndThoseOfLabelsEachAProbability() {
    double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
    assertArrayEquals(
        new double[] {1 / 8., 2 / 8., 5 / 8.}, CLASSES.outputActivation().apply(logits), 1e-15);
    assertArrayEquals(
        new double[] {1 / 2., 2 / 3., 5 / 6.}, LABELS.outputActivation().apply(logits), 1e-15);
    assertArrayEquals(logits, VALUES.outputActivation().apply(logits));
  }

  @Test
  void largeLogitsDoNotOverflow() {
    assertArrayEquals(
        new double[] {0, 1, 0}, CLASSES.outputActivation().apply(new double[] {-1e4, 1e4, 0}));
    assertArrayEquals(
        new double[] {0, 1, 0.5}, LABELS.outputActivation().apply(new double[] {-1e4, 1e4, 0}));
  }

  @Test
  void onlyValuesHaveAScale() {
    float[] scaled = {1.5f, 2, -4};
    float[] inUnits = {13, 2, -3};
    assertArrayEquals(inUnits, VALUES.toUnits().apply(scaled));
    assertArrayEquals(scaled, VALUES.fromUnits().apply(inUnits));
    for (Task task : List.of(CLASSES, LABELS)) {
      assertTrue(task.toUnits().isIdentity());
      assertTrue(task.fromUnits().isIdentity());
    }
  }
}
