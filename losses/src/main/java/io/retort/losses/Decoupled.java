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
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import io.retort.losses.Formulas.Distribution;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decoupled knowledge distillation (DKD) of Zhao, Cui, Song, Qiu and Liang, <i>Decoupled Knowledge
 * Distillation</i>, 2022, for student logits {@code [batch, classes]} with at least two classes.
 *
 * <p>The divergence of the softened predictions is split at the true class y into {@code T² (α TCKD
 * + β NCKD)}. TCKD is the divergence of {@code (p_y, 1 − p_y)} from {@code (q_y, 1 − q_y)}: how
 * hard the sample is. NCKD is that of the distributions over the other classes: what the wrong
 * classes have in common with it. {@link KullbackLeibler} is the special case {@code α = 1, β = 1 −
 * p_y}, which silences NCKD where the teacher is sure. With two classes NCKD is always 0.
 *
 * <p>TCKD is computed from the log-odds {@code x_y/T − log Σ_{i≠y} exp(x_i/T)} of the true class,
 * so that it stays finite at any margin between logits.
 *
 * @param alpha α, at least 0
 * @param beta β, at least 0
 * @param temperature T, above 0
 */
public record Decoupled(
    @Doc("Weight of the divergence between the true class and all others together.")
        @Default("1")
        @Range(min = 0)
        double alpha,
    @Doc("Weight of the divergence among the classes other than the true one.")
        @Default("8")
        @Range(min = 0)
        double beta,
    @Doc("Divides the logits of teacher and student before softmax; above 1 softens them.")
        @Default("4")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature)
    implements TemperedLoss {
  private static final LossProgram PROGRAM = new LossProgram(rowValue());

  public Decoupled {
    TemperedSoftmax.requireTemperature(temperature);
    if (!(alpha >= 0 && beta >= 0 && alpha + beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The weights alpha " + alpha + " and beta " + beta + " are not finite and at least 0");
    }
  }

  @Override
  public Decoupled withTemperature(double other) {
    return new Decoupled(alpha, beta, other);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LABELLED_LOGITS);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return kind == TargetKind.LABELLED_LOGITS
        ? Optional.of(
            LossFormula.of(
                PROGRAM, Map.of("alpha", alpha, "beta", beta, "temperature", temperature)))
        : Optional.empty();
  }

  private static Expression rowValue() {
    Expression scores = Formulas.studentScores();
    Expression teacherScores = Formulas.targetScores(TargetKind.LOGITS);
    Distribution others = Distribution.softmax(Formulas.withoutTrueClass(scores));
    Distribution teacherOthers = Distribution.softmax(Formulas.withoutTrueClass(teacherScores));
    Expression odds = Formulas.ofTrueClass(scores).minus(others.logSum());
    Expression teacherOdds = Formulas.ofTrueClass(teacherScores).minus(teacherOthers.logSum());
    Expression heads =
        Formulas.softplus(odds.negate()).minus(Formulas.softplus(teacherOdds.negate()));
    Expression tails = Formulas.softplus(odds).minus(Formulas.softplus(teacherOdds));
    Expression ofTrueClass =
        Formulas.sigmoid(teacherOdds)
            .times(heads)
            .plus(Formulas.sigmoid(teacherOdds.negate()).times(tails));
    return Formulas.square(scalar("temperature"))
        .times(
            scalar("alpha")
                .times(ofTrueClass)
                .plus(scalar("beta").times(teacherOthers.divergenceFrom(others))));
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor logits = Targets.classRows(this, student, target, gradient);
    int[] labels = ((Target.LabelledLogits) target).labels();
    Targets.requireLabels(labels, student);
    TemperedSoftmax others = TemperedSoftmax.ofLogits(student, temperature);
    TemperedSoftmax teacherOthers = others.ofTarget(TargetKind.LOGITS, logits);
    if (others.classes() < 2) {
      throw new IllegalArgumentException(
          "The student's output has the shape "
              + student.shape()
              + ", but decoupled distillation needs at least two classes");
    }
    int classes = others.classes();
    // d(T² loss)/dz is T times the derivative with respect to z/T.
    double factor = temperature / labels.length;
    double[] odds = new double[others.rowsTogether()];
    double[] teacherOdds = new double[others.rowsTogether()];
    double mean =
        DistributionRows.mean(
            others,
            gradient,
            (first, count, gradientRows) -> {
              others.loadWithout(first, count, labels, odds);
              teacherOthers.loadWithout(first, count, labels, teacherOdds);
              double sum =
                  beta
                      * KullbackLeibler.forward(
                          others, teacherOthers, count, factor * beta, gradientRows);
              for (int row = 0; row < count; row++) {
                int start = row * classes;
                sum += alpha * bernoulliDivergence(teacherOdds[row], odds[row]);
                // The log-odds grow with the true class's score, and fall with the others' by
                // their share.
                double slope =
                    factor
                        * alpha
                        * (Logistic.sigmoid(odds[row]) - Logistic.sigmoid(teacherOdds[row]));
                float ofOthers = (float) (slope * others.inverseSum(row));
                for (int i = start; i < start + classes; i++) {
                  gradientRows[i] -= ofOthers * others.exponentials[i];
                }
                gradientRows[start + labels[first + row]] = (float) slope;
              }
              return sum;
            });
    return temperature * temperature * mean;
  }

  /** KL between two coins, given the log-odds of each. */
  private static double bernoulliDivergence(double teacherOdds, double odds) {
    double heads = Logistic.softplus(-odds) - Logistic.softplus(-teacherOdds);
    double tails = Logistic.softplus(odds) - Logistic.softplus(teacherOdds);
    return Logistic.sigmoid(teacherOdds) * heads + Logistic.sigmoid(-teacherOdds) * tails;
  }
}
