package io.retort.losses;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One minus the cosine of the angle between a row of the student and the target's, for any shape
 * {@code [batch, …]}: {@code 1 − z·t / (‖z‖ ‖t‖)}. It compares directions and ignores lengths.
 *
 * <p>A row of (almost) zeros has no direction: where a norm is below 1e-12, the loss of the row is
 * 1 and its gradient 0.
 */
public record Cosine() implements Loss {
  private static final LossProgram PROGRAM = new LossProgram(rowValue());

  private static final double SMALLEST_NORM = 1e-12;

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(
        TargetKind.FEATURES, TargetKind.LOGITS, TargetKind.MULTI_LABEL_LOGITS, TargetKind.VALUES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return accepts().contains(kind)
        ? Optional.of(LossFormula.of(PROGRAM, Map.of()))
        : Optional.empty();
  }

  private static Expression rowValue() {
    Expression smallest = constant((float) (SMALLEST_NORM * SMALLEST_NORM));
    Expression studentSquares = Formulas.square(value()).rowSum();
    Expression targetSquares = Formulas.square(input(0)).rowSum();
    // Bounded, as the slope of the root would be infinite where it is not even used.
    Expression cosine =
        value()
            .times(input(0))
            .rowSum()
            .over(studentSquares.max(smallest).sqrt())
            .over(targetSquares.max(smallest).sqrt());
    return studentSquares
        .min(targetSquares)
        .minus(smallest)
        .positive(Formulas.ONE.minus(cosine), Formulas.ONE);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor values = Targets.values(this, student, target, gradient);
    return ValueRows.mean(student, values, gradient, Cosine::row);
  }

  private static double row(
      int row, float[] student, float[] target, double factor, float[] gradient) {
    double product = 0;
    double studentSquares = 0;
    double targetSquares = 0;
    for (int i = 0; i < student.length; i++) {
      product += (double) student[i] * target[i];
      studentSquares += (double) student[i] * student[i];
      targetSquares += (double) target[i] * target[i];
    }
    double studentNorm = Math.sqrt(studentSquares);
    double targetNorm = Math.sqrt(targetSquares);
    if (studentNorm < SMALLEST_NORM || targetNorm < SMALLEST_NORM) {
      Arrays.fill(gradient, 0);
      return 1;
    }
    double cosine = product / studentNorm / targetNorm;
    for (int i = 0; i < student.length; i++) {
      double slope = cosine * (student[i] / studentNorm) - target[i] / targetNorm;
      gradient[i] = (float) (factor * slope / studentNorm);
    }
    return 1 - cosine;
  }
}
