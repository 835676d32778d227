package io.retort.losses;

import static io.retort.core.tensor.Expression.scalar;

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
import io.retort.losses.Formulas.Distribution;
import java.util.Optional;
import java.util.Set;

/**
 * Cross-entropy of the student's softened predictions with the teacher's, for student logits {@code
 * [batch, classes]}: {@code −T² Σ p log q} with {@code q = softmax(z/T)} and {@code p =
 * softmax(t/T)}. It exceeds the forward {@link KullbackLeibler} divergence by the teacher's entropy
 * (times T²), and has the same gradient.
 *
 * @param temperature T, above 0
 * @param scaleByTemperatureSquared whether the cross-entropy is multiplied by T²
 */
public record SoftCrossEntropy(
    @Doc("Divides the logits of teacher and student before softmax; above 1 softens them.")
        @Default("4")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc(
            "Whether the loss is multiplied by the squared temperature, which keeps the size of its"
                + " gradient.")
        @Default("true")
        boolean scaleByTemperatureSquared)
    implements TemperedLoss {
  private static final Formulas.Programs PROGRAMS =
      Formulas.Programs.of(Formulas.DISTRIBUTIONS, SoftCrossEntropy::rowValue);

  public SoftCrossEntropy {
    TemperedSoftmax.requireTemperature(temperature);
  }

  @Override
  public SoftCrossEntropy withTemperature(double other) {
    return new SoftCrossEntropy(other, scaleByTemperatureSquared);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return PROGRAMS.formula(kind, Formulas.tempered(temperature, scaleByTemperatureSquared));
  }

  private static Expression rowValue(TargetKind kind) {
    return scalar("scale")
        .times(
            Distribution.softmax(Formulas.targetScores(kind))
                .probabilities()
                .times(Distribution.softmax(Formulas.studentScores()).logarithms())
                .rowSum()
                .negate());
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.classRows(this, student, target, gradient);
    TemperedSoftmax softmax = TemperedSoftmax.ofLogits(student, temperature);
    return DistributionRows.mean(
        softmax,
        softmax.ofTarget(target.kind(), teacher),
        gradient,
        TemperedSoftmax.scale(temperature, scaleByTemperatureSquared),
        temperature,
        SoftCrossEntropy::rows);
  }

  private static double rows(
      TemperedSoftmax student,
      TemperedSoftmax teacher,
      int count,
      double factor,
      float[] gradient) {
    int classes = student.classes();
    double sum = student.sumOfLogSums(count);
    for (int row = 0; row < count; row++) {
      int start = row * classes;
      for (int i = start; i < start + classes; i++) {
        gradient[i] = teacher.exponentials[i] * student.scores[i];
      }
      sum -= UnrolledSum.of(gradient, start, classes) * teacher.inverseSum(row);
      DistributionRows.difference(student, teacher, row, factor, gradient);
    }
    return sum;
  }
}
