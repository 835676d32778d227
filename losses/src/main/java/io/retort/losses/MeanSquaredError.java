package io.retort.losses;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import io.retort.losses.Formulas.Distribution;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mean of the squared differences: {@code 1/n Σ (z_i − t_i)²} over the n elements of a row, and
 * the mean over the rows.
 *
 * <p>The target's kind says what is compared. Values, features and logits (of classes or of labels)
 * are compared as they are, in any shape {@code [batch, …]}; probabilities and log-probabilities
 * with {@code softmax(z)} of student logits {@code [batch, classes]}. A teacher's logits can also
 * be compared on probabilities, both after softmax, with {@link On#PROBABILITIES}.
 *
 * <p>The division by n is part of this loss, as its name says, unlike in a divergence, which is a
 * sum over the classes. It keeps the loss comparable between feature maps of different sizes, and
 * on logits it makes half of this loss the limit of {@link KullbackLeibler} for high temperatures,
 * for rows of mean 0. For the squared norm of the differences, multiply the weight by n.
 *
 * @param on what a teacher's logits are compared on
 */
public record MeanSquaredError(
    @Doc(
            "What a teacher's logits are compared on: the logits themselves, or the probabilities"
                + " that softmax makes of both sides. Targets of other kinds are not affected.")
        @Default("logits")
        On on)
    implements Loss {
  private static final LossProgram VALUES =
      new LossProgram(Formulas.mean(Formulas.square(value().minus(input(0)))));

  private static final Formulas.Programs PROBABILITIES =
      Formulas.Programs.of(Formulas.DISTRIBUTIONS, MeanSquaredError::ofProbabilities);

  /** What a teacher's logits are compared on. */
  public enum On {
    /** The logits themselves. */
    LOGITS,
    /** The probabilities of both sides. */
    PROBABILITIES
  }

  @Override
  public Set<TargetKind> accepts() {
    Set<TargetKind> kinds =
        EnumSet.of(
            TargetKind.VALUES,
            TargetKind.FEATURES,
            TargetKind.LOGITS,
            TargetKind.PROBABILITIES,
            TargetKind.LOG_PROBABILITIES);
    if (on == On.LOGITS) {
      kinds.add(TargetKind.MULTI_LABEL_LOGITS);
    }
    return kinds;
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    if (!accepts().contains(kind)) {
      return Optional.empty();
    }
    LossProgram program = isOnProbabilities(kind) ? PROBABILITIES.byKind().get(kind) : VALUES;
    return Optional.of(LossFormula.of(program, Map.of()));
  }

  private static Expression ofProbabilities(TargetKind kind) {
    Distribution student = Distribution.softmax(value());
    Distribution teacher = Distribution.softmax(Formulas.targetLogits(kind));
    return Formulas.mean(Formulas.square(student.probabilities().minus(teacher.probabilities())));
  }

  private boolean isOnProbabilities(TargetKind kind) {
    return switch (kind) {
      case PROBABILITIES, LOG_PROBABILITIES -> true;
      case LOGITS -> on == On.PROBABILITIES;
      default -> false;
    };
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    if (!isOnProbabilities(target.kind())) {
      Tensor values = Targets.values(this, student, target, gradient);
      int width = student.shape().elements() / student.shape().extent(0);
      return ValueRows.meanOfSums(
          student, values, gradient, 1.0 / width, MeanSquaredError::squares);
    }
    Tensor teacher = Targets.classRows(this, student, target, gradient);
    TemperedSoftmax softmax = TemperedSoftmax.ofLogits(student, 1);
    return DistributionRows.mean(
        softmax,
        softmax.ofTarget(target.kind(), teacher),
        gradient,
        1,
        1,
        MeanSquaredError::probabilities);
  }

  private static double squares(
      int first, int count, float[] student, float[] target, float[] gradient) {
    for (int i = 0; i < count; i++) {
      gradient[i] = student[i] - target[i];
    }
    double sum = sumOfSquares(gradient, count);
    for (int i = 0; i < count; i++) {
      gradient[i] *= 2;
    }
    return sum;
  }

  /** In four chains of additions, as in one of them each addition waits for the one before. */
  private static double sumOfSquares(float[] numbers, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      first += (double) numbers[i] * numbers[i];
      second += (double) numbers[i + 1] * numbers[i + 1];
      third += (double) numbers[i + 2] * numbers[i + 2];
      fourth += (double) numbers[i + 3] * numbers[i + 3];
    }
    for (; i < count; i++) {
      first += (double) numbers[i] * numbers[i];
    }
    return (first + second) + (third + fourth);
  }

  private static double probabilities(
      TemperedSoftmax student,
      TemperedSoftmax teacher,
      int count,
      double factor,
      float[] gradient) {
    int classes = student.classes();
    double sum = 0;
    for (int row = 0; row < count; row++) {
      DistributionRows.difference(student, teacher, row, 1, gradient);
      float share = (float) student.inverseSum(row);
      int start = row * classes;
      double mean = 0;
      for (int i = start; i < start + classes; i++) {
        double difference = gradient[i];
        sum += difference * difference;
        mean += share * student.exponentials[i] * difference;
      }
      float offset = (float) mean;
      float slope = (float) (2 * factor / classes) * share;
      for (int i = start; i < start + classes; i++) {
        gradient[i] = slope * student.exponentials[i] * (gradient[i] - offset);
      }
    }
    return sum / classes;
  }
}
