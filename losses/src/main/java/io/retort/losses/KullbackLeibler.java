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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Kullback–Leibler divergence between the softened predictions of teacher and student, for
 * student logits {@code [batch, classes]}: the soft-target loss of Hinton, Vinyals and Dean,
 * <i>Distilling the Knowledge in a Neural Network</i>, 2015.
 *
 * <p>With {@code q = softmax(z/T)} and {@code p = softmax(t/T)}, or {@code p^(1/T)} renormalised
 * where the teacher gives probabilities, the forward divergence is {@code T² Σ p log(p/q)}. Without
 * T² its gradient would shrink as 1/T²; with it, it tends to {@code (z − t)/C} as T grows, for rows
 * of mean 0.
 *
 * <p>The reverse divergence {@code T² Σ q log(q/p)} is infinite where the teacher's probability is
 * exactly 0; such a zero counts as the smallest positive 32-bit number, about 1.4e-45. The forward
 * divergence takes zeros as they are.
 *
 * @param temperature T, above 0
 * @param scaleByTemperatureSquared whether the divergence is multiplied by T²
 * @param direction which of the two distributions weighs the logarithms
 */
public record KullbackLeibler(
    @Doc("Divides the logits of teacher and student before softmax; above 1 softens them.")
        @Default("4")
        @Range(min = 0, minExclusive = true)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc(
            "Whether the loss is multiplied by the squared temperature, which keeps the size of its"
                + " gradient.")
        @Default("true")
        boolean scaleByTemperatureSquared,
    @Doc(
            "forward is KL(teacher || student), which covers all that the teacher finds likely;"
                + " reverse is KL(student || teacher), which seeks its peaks.")
        @Default("forward")
        Direction direction)
    implements TemperedLoss {
  private static final Map<Direction, Formulas.Programs> PROGRAMS =
      Map.of(
          Direction.FORWARD,
          Formulas.Programs.of(Formulas.DISTRIBUTIONS, kind -> rowValue(kind, Direction.FORWARD)),
          Direction.REVERSE,
          Formulas.Programs.of(Formulas.DISTRIBUTIONS, kind -> rowValue(kind, Direction.REVERSE)));

  /** The order of the divergence's arguments. */
  public enum Direction {
    /** KL(teacher ‖ student). */
    FORWARD,
    /** KL(student ‖ teacher). */
    REVERSE
  }

  public KullbackLeibler {
    TemperedSoftmax.requireTemperature(temperature);
  }

  /** The usual form: KL(teacher ‖ student), multiplied by T². */
  public KullbackLeibler(double temperature) {
    this(temperature, true, Direction.FORWARD);
  }

  @Override
  public KullbackLeibler withTemperature(double other) {
    return new KullbackLeibler(other, scaleByTemperatureSquared, direction);
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return PROGRAMS
        .get(direction)
        .formula(kind, Formulas.tempered(temperature, scaleByTemperatureSquared));
  }

  private static Expression rowValue(TargetKind kind, Direction direction) {
    Distribution student = Distribution.softmax(Formulas.studentScores());
    Expression divergence =
        direction == Direction.FORWARD
            ? Distribution.softmax(Formulas.targetScores(kind)).divergenceFrom(student)
            : student.divergenceFrom(Distribution.softmax(Formulas.targetScoresWithoutZeros(kind)));
    return scalar("scale").times(divergence);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.classRows(this, student, target, gradient);
    TemperedSoftmax softmax = TemperedSoftmax.ofLogits(student, temperature);
    boolean forward = direction == Direction.FORWARD;
    return DistributionRows.mean(
        softmax,
        forward
            ? softmax.ofTarget(target.kind(), teacher)
            : softmax.ofTargetWithoutZeros(target.kind(), teacher),
        gradient,
        TemperedSoftmax.scale(temperature, scaleByTemperatureSquared),
        temperature,
        forward ? KullbackLeibler::forward : KullbackLeibler::reverse);
  }

  /** {@code Σ p log(p/q)}; also right where a class is left out of both distributions. */
  static double forward(
      TemperedSoftmax student,
      TemperedSoftmax teacher,
      int count,
      double factor,
      float[] gradient) {
    double sum = student.sumOfLogSums(count) - teacher.sumOfLogSums(count);
    for (int row = 0; row < count; row++) {
      sum += meanOfDifferences(teacher, student, row, gradient);
      DistributionRows.difference(student, teacher, row, factor, gradient);
    }
    return sum;
  }

  private static double reverse(
      TemperedSoftmax student,
      TemperedSoftmax teacher,
      int count,
      double factor,
      float[] gradient) {
    int classes = student.classes();
    double sum = teacher.sumOfLogSums(count) - student.sumOfLogSums(count);
    for (int row = 0; row < count; row++) {
      // q (log(q/p) − KL), in which the logarithms of the sums cancel.
      double mean = meanOfDifferences(student, teacher, row, gradient);
      double slope = factor * student.inverseSum(row);
      int start = row * classes;
      for (int i = start; i < start + classes; i++) {
        double excess = (double) student.scores[i] - teacher.scores[i] - mean;
        gradient[i] = (float) (slope * student.exponentials[i] * excess);
      }
      sum += mean;
    }
    return sum;
  }

  /**
   * What is left of {@code Σ p log(p/q)} for a loaded row beside the logarithms of its sums: with
   * the scores s and t of the two, {@code Σ p (s − t)}.
   *
   * @param terms room, of which the row's place is overwritten
   */
  private static double meanOfDifferences(
      TemperedSoftmax p, TemperedSoftmax q, int row, float[] terms) {
    int start = row * p.classes();
    int end = start + p.classes();
    for (int i = start; i < end; i++) {
      terms[i] = p.exponentials[i] * (p.scores[i] - q.scores[i]);
    }
    double sum = UnrolledSum.of(terms, start, p.classes());
    if (Double.isNaN(sum)) {
      sum = sumWithoutZeros(p, q, start, end);
    }
    return sum * p.inverseSum(row);
  }

  /** The sum where a probability may be exactly 0, which adds nothing. */
  private static double sumWithoutZeros(TemperedSoftmax p, TemperedSoftmax q, int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      if (p.exponentials[i] != 0) {
        sum += p.exponentials[i] * (double) (p.scores[i] - q.scores[i]);
      }
    }
    return sum;
  }
}
