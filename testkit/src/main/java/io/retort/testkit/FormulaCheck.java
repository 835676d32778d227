package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.List;

/** Compares a loss with its program, which is evaluated by a path of its own. */
final class FormulaCheck {
  private static final double TOLERANCE = 1e-6;

  /** Logits of 80 are known to 1e-5 in 32 bits, and a divergence may be multiplied by T². */
  private static final double TOLERANCE_IN_32_BITS = 1e-3;

  private final Loss loss;
  private final LossFormula formula;

  FormulaCheck(Loss loss, LossFormula formula) {
    this.loss = loss;
    this.formula = formula;
  }

  /** Fails unless value and gradient are those of {@link Loss#evaluate}. */
  void agrees(String property, Tensor student, Target target) {
    compare(property, student, target, ReferenceLoss.of(formula), TOLERANCE);
  }

  /** The program's value in double precision, as the mean over the rows. */
  double value(Tensor student, Target target) {
    int rows = student.shape().extent(0);
    ReferenceLoss reference = ReferenceLoss.of(formula);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += row(reference, student, target, row).value();
    }
    return sum / rows;
  }

  /** Fails unless they are so when each result is rounded to 32 bits, for moderate outputs. */
  void agreesIn32Bits(String property, Tensor student, Target target) {
    compare(property, student, target, ReferenceLoss.rounded(formula), TOLERANCE_IN_32_BITS);
  }

  /** Fails unless value and gradient are finite when each result is rounded to 32 bits. */
  void isFiniteIn32Bits(String property, Tensor student, Target target) {
    int rows = student.shape().extent(0);
    for (int row = 0; row < rows; row++) {
      ReferenceLoss.RowResult result = row(ReferenceLoss.rounded(formula), student, target, row);
      assertTrue(Double.isFinite(result.value()), property);
      for (double slope : result.gradient()) {
        assertTrue(Double.isFinite(slope), property);
      }
    }
  }

  private void compare(
      String property, Tensor student, Target target, ReferenceLoss reference, double tolerance) {
    int rows = student.shape().extent(0);
    int width = student.shape().elements() / rows;
    try (Tensor gradient = Tensor.allocate(student.shape())) {
      double expected = loss.evaluate(student, target, gradient);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        ReferenceLoss.RowResult result = row(reference, student, target, row);
        sum += result.value() / rows;
        float[] slopes = new float[width];
        gradient.read(row * width, slopes);
        double largest = 1;
        for (float slope : slopes) {
          largest = Math.max(largest, Math.abs(rows * (double) slope));
        }
        for (int i = 0; i < width; i++) {
          assertEquals(
              rows * (double) slopes[i], result.gradient()[i], tolerance * largest, property);
        }
      }
      assertEquals(expected, sum, tolerance * Math.max(1, Math.abs(expected)), property);
    }
  }

  /** Evaluates one row of a batch. */
  static ReferenceLoss.RowResult row(
      ReferenceLoss reference, Tensor student, Target target, int row) {
    TargetContent content = TargetContent.of(target);
    List<float[]> targets =
        content.tensors().stream().map(tensor -> tensor.rows(row, 1).toArray()).toList();
    return reference.row(student.rows(row, 1).toArray(), targets, content.label(row));
  }
}
