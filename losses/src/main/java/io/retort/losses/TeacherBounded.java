package io.retort.losses;

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
 * Teacher-bounded regression: Chen, Choi, Yu, Han and Chandraker, <i>Learning Efficient Object
 * Detection Models with Knowledge Distillation</i>, 2017. A teacher's number is not a target, since
 * it may be wrong in any direction, but a bound: a sample counts with the student's squared error
 * until that is less than the teacher's by a margin. For student z, teacher t and the true values
 * y, {@code [batch, values]}, with e the mean of the squares over the n values of a row, a row has
 *
 * <pre>{@code e(z − y)  if e(z − y) + m > e(t − y),  else 0}</pre>
 *
 * <p>The authors take the sum over a row where this is the mean, so that their margin is n·m. Only
 * samples with true values count.
 *
 * @param margin m, at least 0, in the square of the values' unit
 */
public record TeacherBounded(
    @Doc("By how much the student's squared error must be below the teacher's to count no more.")
        @Default("0")
        @Range(min = 0)
        double margin)
    implements Loss {
  private static final LossProgram PROGRAM = new LossProgram(rowValue());

  public TeacherBounded {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The margin " + margin + " is not a finite number of 0 or more");
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LABELLED_VALUES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return kind == TargetKind.LABELLED_VALUES
        ? Optional.of(LossFormula.of(PROGRAM, Map.of("margin", margin)))
        : Optional.empty();
  }

  private static Expression rowValue() {
    Expression error = Formulas.mean(Formulas.square(value().minus(input(1))));
    Expression teacherError = Formulas.mean(Formulas.square(input(0).minus(input(1))));
    return error.plus(scalar("margin")).minus(teacherError).positive(error, Formulas.ZERO);
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.values(this, student, target, gradient);
    Tensor labels = ((Target.LabelledValues) target).labels();
    Targets.requireSameShape("true values", labels, student);
    int width = student.shape().elements() / student.shape().extent(0);
    float[] truth = new float[width];
    return ValueRows.mean(
        student,
        teacher,
        gradient,
        (row, studentRow, teacherRow, factor, gradientRow) -> {
          labels.read(row * width, truth);
          double error = error(studentRow, truth);
          boolean counts = error + margin > error(teacherRow, truth);
          for (int i = 0; i < width; i++) {
            double difference = (double) studentRow[i] - truth[i];
            gradientRow[i] = counts ? (float) (factor * 2 / width * difference) : 0;
          }
          return counts ? error : 0;
        });
  }

  private static double error(float[] values, float[] truth) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = (double) values[i] - truth[i];
      sum += difference * difference;
    }
    return sum / values.length;
  }
}
