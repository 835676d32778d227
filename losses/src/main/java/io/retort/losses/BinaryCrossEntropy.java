package io.retort.losses;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.loss.HighTemperature;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.UnrolledSum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cross-entropy of independent labels, for student logits {@code [batch, labels]}: {@code −Σ [u log
 * σ(z) + (1 − u) log(1 − σ(z))]}, the negative log-likelihood of a row; it is summed over the
 * labels, as cross-entropy is over the classes, and not divided by their number.
 *
 * <p>Against true labels {@code u} is the label and the temperature has no effect. Against a
 * teacher, {@code z} and the teacher's logits are divided by T before the logistic function σ, and
 * the loss is multiplied by T². A teacher's probabilities, each between 0 and 1, are tempered
 * through their log-odds.
 *
 * @param temperature T, above 0
 * @param scaleByTemperatureSquared whether the loss against a teacher is multiplied by T²
 */
public record BinaryCrossEntropy(
    @Doc("Divides the logits of teacher and student; without effect against true labels.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc(
            "Whether the loss against a teacher is multiplied by the squared temperature, which"
                + " keeps the size of its gradient.")
        @Default("true")
        boolean scaleByTemperatureSquared)
    implements TemperedLoss {
  private static final Formulas.Programs PROGRAMS =
      Formulas.Programs.of(
          List.of(
              TargetKind.MULTI_LABELS,
              TargetKind.MULTI_LABEL_LOGITS,
              TargetKind.MULTI_LABEL_PROBABILITIES),
          BinaryCrossEntropy::rowValue);

  public BinaryCrossEntropy {
    TemperedSoftmax.requireTemperature(temperature);
  }

  @Override
  public BinaryCrossEntropy withTemperature(double other) {
    return new BinaryCrossEntropy(other, scaleByTemperatureSquared);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(
        TargetKind.MULTI_LABELS,
        TargetKind.MULTI_LABEL_LOGITS,
        TargetKind.MULTI_LABEL_PROBABILITIES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return PROGRAMS.formula(
        kind,
        kind == TargetKind.MULTI_LABELS
            ? Map.of()
            : Formulas.tempered(temperature, scaleByTemperatureSquared));
  }

  private static Expression rowValue(TargetKind kind) {
    return kind == TargetKind.MULTI_LABELS
        ? crossEntropy(value(), input(0)).rowSum()
        : scalar("scale")
            .times(
                crossEntropy(Formulas.studentScores(), Formulas.sigmoid(Formulas.targetOdds(kind)))
                    .rowSum());
  }

  /** Of one label with the probability u. */
  static Expression crossEntropy(Expression z, Expression u) {
    return Formulas.softplus(z).minus(u.times(z));
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor values = Targets.classRows(this, student, target, gradient);
    double divisor = target.kind() == TargetKind.MULTI_LABELS ? 1 : temperature;
    LabelComparison labels = new LabelComparison(target.kind(), values, divisor);
    return ValueRows.meanOfSums(
        student,
        values,
        gradient,
        TemperedSoftmax.scale(divisor, scaleByTemperatureSquared),
        (first, count, studentBlock, targetBlock, gradientBlock) -> {
          labels.load(first, count, studentBlock, targetBlock);
          float[] s = labels.student.scores;
          float[] u = labels.target.probabilities;
          for (int i = 0; i < count; i++) {
            gradientBlock[i] = Math.max(s[i], 0) - u[i] * s[i];
          }
          double sum = UnrolledSum.of(gradientBlock, 0, count) + labels.student.sumOfRests(count);
          labels.difference(count, gradientBlock);
          return sum;
        });
  }
}
