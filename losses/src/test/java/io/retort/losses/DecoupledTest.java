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

class DecoupledTest {
  private final double[] teacher = logs(2, 1, 1);
  private final double[] student = logs(1, 1, 6);

  @Test
  void targetAndOtherClassesAreWeightedApart() {
    // Label 0. TCKD: (1, 1)/2 against (1, 7)/8. NCKD: (1, 1)/2 against (1, 6)/7.
    double target = 0.5 * Math.log(4) + 0.5 * Math.log(4 / 7.0);
    double others = 0.5 * Math.log(7 / 2.0) + 0.5 * Math.log(7 / 12.0);

    evaluate(new Decoupled(2, 3, 1), 0).assertValue(2 * target + 3 * others);
    evaluate(new Decoupled(1, 0, 1), 0).assertValue(target);
    evaluate(new Decoupled(0, 1, 1), 0).assertValue(others);
    // Only the true class's odds: σ falls short by 1/8 − 1/2; the others share it as 1 to 6.
    evaluate(new Decoupled(1, 0, 1), 0).assertGradient(-3 / 8.0, 3 / 8.0 / 7, 3 / 8.0 * 6 / 7);
    evaluate(new Decoupled(0, 1, 1), 0).assertGradient(0, 1 / 7.0 - 0.5, 6 / 7.0 - 0.5);
  }

  @Test
  void targetClassIsTheLabelAndNotTheTeachersChoice() {
    // Label 2, the teacher says 0. TCKD: (1, 3)/4 against (3, 1)/4. NCKD: (2, 1)/3 against (1,
    // 1)/2.
    double target = 0.25 * Math.log(1 / 3.0) + 0.75 * Math.log(3);
    double others = 2 / 3.0 * Math.log(4 / 3.0) + 1 / 3.0 * Math.log(2 / 3.0);

    evaluate(new Decoupled(1, 8, 1), 2).assertValue(target + 8 * others);
  }

  @Test
  void divergenceIsTheCaseOfBetaOneMinusTheTeachersProbability() {
    // p_y = 1/2 at label 0.
    evaluate(new Decoupled(1, 0.5, 1), 0)
        .assertSameAs(
            Evaluated.of(new KullbackLeibler(1), rows(student), new Target.Logits(rows(teacher))));
  }

  @Test
  void temperatureDividesLogitsAndMultipliesTheLossByItsSquare() {
    Evaluated once = evaluate(new Decoupled(1, 8, 1), 0);
    Evaluated doubled =
        Evaluated.of(
            new Decoupled(1, 8, 2),
            rows(row(0, 0, 2 * Math.log(6))),
            new Target.LabelledLogits(new int[] {0}, rows(row(2 * Math.log(2), 0, 0))));

    doubled.assertValue(4 * once.value());
    doubled.assertGradient(2 * once.gradient()[0], 2 * once.gradient()[1], 2 * once.gradient()[2]);
  }

  @Test
  void valueIsTheMeanOverRowsAndNotOverClasses() {
    double first = evaluate(new Decoupled(1, 8, 1), 0).value();

    Evaluated.of(
            new Decoupled(1, 8, 1),
            rows(student, teacher),
            new Target.LabelledLogits(new int[] {0, 1}, rows(teacher, teacher)))
        .assertValue(first / 2);
  }

  @Test
  void otherClassesOfTwoAreConstantZero() {
    for (double margin : new double[] {0, 1, 110, 1e4}) {
      Evaluated evaluation =
          Evaluated.of(
              new Decoupled(0, 8, 4),
              rows(row(margin, -1), row(2, margin)),
              new Target.LabelledLogits(new int[] {0, 0}, rows(row(-margin, 3), row(1, 0))));

      assertEquals(0.0, evaluation.value());
      for (float slope : evaluation.gradient()) {
        assertEquals(0f, Math.abs(slope));
      }
    }
  }

  @Test
  void marginsOf110AndTenThousandStayFinite() {
    // Sure of class 0 where the teacher is sure of class 1: TCKD is margin − ln 2, NCKD ln 2.
    for (double margin : new double[] {110, 1e4}) {
      Evaluated evaluation =
          Evaluated.of(
              new Decoupled(1, 1, 1),
              rows(row(margin, 0, 0)),
              new Target.LabelledLogits(new int[] {0}, rows(row(0, margin, 0))));

      evaluation.assertValue(margin);
      // The true class falls at rate 1; class 1 gets 1/2 − 1 of NCKD and −1/2 of TCKD.
      evaluation.assertGradient(1, -1, 0);
    }
  }

  @Test
  void singleClassIsRefused() {
    assertEquals(
        "The student's output has the shape 1x1, but decoupled distillation needs at least two"
            + " classes",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Evaluated.of(
                        new Decoupled(1, 8, 4),
                        Tensor.allocate(Shape.of(1, 1)),
                        new Target.LabelledLogits(new int[] {0}, Tensor.allocate(Shape.of(1, 1)))))
            .getMessage());
  }

  @Test
  void labelOutsideTheClassesIsRefusedWithItsRow() {
    assertEquals(
        "Row 0 of the batch has the label 3, but the student's classes are 0 to 2",
        assertThrows(IllegalArgumentException.class, () -> evaluate(new Decoupled(1, 8, 4), 3))
            .getMessage());
  }

  private Evaluated evaluate(Decoupled loss, int label) {
    return Evaluated.of(
        loss, rows(student), new Target.LabelledLogits(new int[] {label}, rows(teacher)));
  }
}
