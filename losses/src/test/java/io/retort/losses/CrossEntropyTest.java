package io.retort.losses;

import static io.retort.losses.Evaluated.logs;
import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  @Test
  void valueIsTheMeanOverRowsAndNotOverClasses() {
    // softmax is (1, 2, 5)/8 and (1, 1, 1)/3: (ln 4 + ln 3) / 2.
    Evaluated evaluation =
        Evaluated.of(
            new CrossEntropy(0),
            rows(logs(1, 2, 5), row(0, 0, 0)),
            new Target.Classes(new int[] {1, 2}));

    evaluation.assertValue(Math.log(12) / 2);
    evaluation.assertGradient(1 / 16.0, -3 / 8.0, 5 / 16.0, 1 / 6.0, 1 / 6.0, -1 / 3.0);
  }

  @Test
  void labelSmoothingSpreadsItsShareOverAllClasses() {
    // The weights are (0.1, 0.8, 0.1).
    Evaluated evaluation =
        Evaluated.of(new CrossEntropy(0.3), rows(logs(1, 2, 5)), new Target.Classes(new int[] {1}));

    evaluation.assertValue(0.1 * Math.log(8) + 0.8 * Math.log(4) + 0.1 * Math.log(8 / 5.0));
    evaluation.assertGradient(1 / 8.0 - 0.1, 2 / 8.0 - 0.8, 5 / 8.0 - 0.1);
  }

  @Test
  void logitsOfTenThousandGiveTheirMargin() {
    Tensor student = rows(row(1e4, -1e4));

    Evaluated wrong = Evaluated.of(new CrossEntropy(0), student, new Target.Classes(new int[] {1}));
    Evaluated right = Evaluated.of(new CrossEntropy(0), student, new Target.Classes(new int[] {0}));

    wrong.assertValue(20_000);
    wrong.assertGradient(1, -1);
    right.assertValue(0);
    right.assertGradient(0, 0);
  }

  @Test
  void classesBeyondSixteenBitsCount() {
    int classes = 70_000;
    int[] labels = {40_000, 69_999};
    try (Tensor student = Tensor.allocate(Shape.of(2, classes))) {
      Evaluated evaluation = Evaluated.of(new CrossEntropy(0), student, new Target.Classes(labels));

      evaluation.assertValue(Math.log(classes));
      for (int i = 0; i < 2 * classes; i++) {
        double weight = i % classes == labels[i / classes] ? 1 : 0;
        assertEquals((1.0 / classes - weight) / 2, evaluation.gradient()[i], 1e-7);
      }
    }
  }

  @Test
  void labelOutsideTheClassesIsRefusedWithItsRow() {
    Tensor student = rows(row(0, 0, 0), row(0, 0, 0));

    assertEquals(
        "Row 1 of the batch has the label 3, but the student's classes are 0 to 2",
        evaluationError(student, 0, 3));
    assertEquals(
        "Row 0 of the batch has the label -1, but the student's classes are 0 to 2",
        evaluationError(student, -1, 0));
    assertEquals(
        "There are 1 labels, but the student's output has the shape 2x3",
        evaluationError(student, 0));
  }

  @Test
  void studentThatIsNotOneRowOfClassesIsRefused() {
    assertEquals(
        "The student's output has the shape 1x2x3 instead of [batch, classes]; compare a node with"
            + " one value for each class",
        evaluationError(Tensor.allocate(Shape.of(1, 2, 3)), 0));
  }

  @Test
  void smoothingOfOneIsRefused() {
    assertEquals(
        "The label smoothing 1.0 is not at least 0 and below 1",
        assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(1)).getMessage());
  }

  private static String evaluationError(Tensor student, int... labels) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Evaluated.of(new CrossEntropy(0), student, new Target.Classes(labels)))
        .getMessage();
  }
}
