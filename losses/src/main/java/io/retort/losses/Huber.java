package io.retort.losses;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loss of Huber, <i>Robust Estimation of a Location Parameter</i>, 1964, for any shape {@code
 * [batch, …]}: squared for small differences and linear for large ones, so that outliers do not
 * rule. It is {@code d²/2} for {@code |d| ≤ δ} and {@code δ(|d| − δ/2)} beyond, as the mean over
 * the elements of a row, like {@link MeanSquaredError}.
 *
 * @param delta δ, above 0
 */
public record Huber(
    @Doc("The difference, in units of the target, from which on the loss grows linearly.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double delta)
    implements Loss {
  private static final LossProgram PROGRAM = new LossProgram(rowValue());

  public Huber {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The delta " + delta + " is not a finite number above 0");
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(
        TargetKind.VALUES, TargetKind.FEATURES, TargetKind.LOGITS, TargetKind.MULTI_LABEL_LOGITS);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return accepts().contains(kind)
        ? Optional.of(LossFormula.of(PROGRAM, Map.of("delta", delta)))
        : Optional.empty();
  }

  private static Expression rowValue() {
    Expression difference = value().minus(input(0));
    Expression clipped = difference.max(scalar("delta").negate()).min(scalar("delta"));
    return Formulas.mean(clipped.times(difference.minus(clipped.times(constant(0.5f)))));
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor values = Targets.values(this, student, target, gradient);
    return ValueRows.mean(student, values, gradient, this::row);
  }

  private double row(int row, float[] student, float[] target, double factor, float[] gradient) {
    double slope = factor / student.length;
    double sum = 0;
    for (int i = 0; i < student.length; i++) {
      double difference = (double) student[i] - target[i];
      double clipped = Math.max(-delta, Math.min(delta, difference));
      // With c the difference clipped to ±δ, both branches are c(d − c/2).
      sum += clipped * (difference - clipped / 2);
      gradient[i] = (float) (slope * clipped);
    }
    return sum / student.length;
  }
}
