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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Kullback–Leibler divergence between the softened predictions of teacher and student for
 * independent labels, each a distribution of its own over yes and no, for student logits {@code
 * [batch, labels]}. With {@code q = σ(z/T)} and {@code u = σ(t/T)}, or the teacher's probability
 * tempered through its log-odds, a row has
 *
 * <pre>{@code T² Σ u log(u/q) + (1 − u) log((1 − u)/(1 − q))}</pre>
 *
 * <p>It is {@link BinaryCrossEntropy} less the teacher's entropy, and has the same gradient, but is
 * 0 where the two agree.
 *
 * @param temperature T, above 0
 * @param scaleByTemperatureSquared whether the divergence is multiplied by T²
 */
public record BinaryKullbackLeibler(
    @Doc("Divides the logits of teacher and student; above 1 softens them.")
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
      Formulas.Programs.of(
          List.of(TargetKind.MULTI_LABEL_LOGITS, TargetKind.MULTI_LABEL_PROBABILITIES),
          BinaryKullbackLeibler::rowValue);

  public BinaryKullbackLeibler {
    TemperedSoftmax.requireTemperature(temperature);
  }

  @Override
  public BinaryKullbackLeibler withTemperature(double other) {
    return new BinaryKullbackLeibler(other, scaleByTemperatureSquared);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.MULTI_LABEL_LOGITS, TargetKind.MULTI_LABEL_PROBABILITIES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return PROGRAMS.formula(kind, Formulas.tempered(temperature, scaleByTemperatureSquared));
  }

  private static Expression rowValue(TargetKind kind) {
    Expression z = Formulas.studentScores();
    Expression odds = Formulas.targetOdds(kind);
    Expression u = Formulas.sigmoid(odds);
    Expression each =
        kind == TargetKind.MULTI_LABEL_LOGITS
            ? u.times(odds.minus(z)).plus(Formulas.softplus(z).minus(Formulas.softplus(odds)))
            : BinaryCrossEntropy.crossEntropy(z, u).minus(entropy(u));
    return scalar("scale").times(each.rowSum());
  }

  private static Expression entropy(Expression u) {
    Expression rest = Formulas.ONE.minus(u);
    return u.positive(u.times(u.log()), Formulas.ZERO)
        .plus(rest.positive(rest.times(u.negate().log1p()), Formulas.ZERO))
        .negate();
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor values = Targets.classRows(this, student, target, gradient);
    LabelComparison labels = new LabelComparison(target.kind(), values, temperature);
    return ValueRows.meanOfSums(
        student,
        values,
        gradient,
        TemperedSoftmax.scale(temperature, scaleByTemperatureSquared),
        (first, count, studentBlock, targetBlock, gradientBlock) -> {
          labels.load(first, count, studentBlock, targetBlock);
          double sum =
              target.kind() == TargetKind.MULTI_LABEL_LOGITS
                  ? ofLogits(labels, count, gradientBlock)
                  : ofProbabilities(labels, count);
          labels.difference(count, gradientBlock);
          return sum;
        });
  }

  /**
   * Exactly 0 for equal logits, and right where probabilities round to 0 or 1.
   *
   * @param terms room for what is summed
   */
  private static double ofLogits(LabelComparison labels, int count, float[] terms) {
    float[] s = labels.student.scores;
    float[] t = labels.target.scores;
    float[] u = labels.target.probabilities;
    for (int i = 0; i < count; i++) {
      float ofStudent = Math.max(s[i], 0) - u[i] * s[i];
      float ofTarget = Math.max(t[i], 0) - u[i] * t[i];
      terms[i] = ofStudent - ofTarget;
    }
    return UnrolledSum.of(terms, 0, count)
        + (labels.student.sumOfRests(count) - labels.target.sumOfRests(count));
  }

  private static double ofProbabilities(LabelComparison labels, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double z = labels.student.scores[i];
      double u = labels.target.probabilities[i];
      sum += Logistic.softplus(z) - u * z - entropy(u);
    }
    return sum;
  }

  private static double entropy(double u) {
    return u == 0 || u == 1 ? 0 : -u * Math.log(u) - (1 - u) * Math.log1p(-u);
  }
}
