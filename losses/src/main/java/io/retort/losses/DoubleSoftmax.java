package io.retort.losses;

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
import io.retort.core.tensor.Tensor;
import io.retort.losses.Formulas.Distribution;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The divergence from soft labels {@code p̃ = softmax(T·p)} of a teacher's <em>probabilities</em>
 * p, for student logits {@code [batch, classes]}: {@code Σ p̃ log(p̃/q)}, with {@code q =
 * softmax(z)}, or {@code q = softmax(T·softmax(z))} on both sides. Some articles soften so. It is
 * not {@link KullbackLeibler} with a temperature, which divides <em>logits</em>; prefer that one.
 *
 * <p>How T maps to the usual temperature τ of {@code softmax(t/τ)}, where t are the teacher's
 * logits and p = softmax(t):
 *
 * <ul>
 *   <li>T works the other way round: on the numbers p, taken as logits, it is the temperature 1/T.
 *   <li>The log-odds of two classes are {@code T(p_i − p_j)} here and {@code (t_i − t_j)/τ} there.
 *       They agree for {@code τ_ij = (t_i − t_j) / (T(p_i − p_j)) = 1 / (T·L(p_i, p_j))}, where L
 *       is the logarithmic mean. Each pair of classes has a temperature of its own.
 *   <li>So the two are the same where p takes two values only: with two classes of log-odds d,
 *       {@code τ = d / (T·tanh(d/2))}; with one class ahead of C − 1 equal ones by d, {@code τ =
 *       d(e^d + C − 1) / (T(e^d − 1))}.
 *   <li>For a teacher that is close to undecided, τ tends to C/T for all pairs.
 *   <li>L is at most 1/2, hence τ at least 2/T: for T ≤ 2 the labels are softer than p, and always.
 *       Between unlikely classes L is close to 0 and τ large: what the teacher knows of them is
 *       lost first, while a temperature brings it out.
 *   <li>However sure the teacher, no soft label is above {@code e^T / (e^T + C − 1)}: with ten
 *       classes, 0.23 for T = 1.
 * </ul>
 *
 * @param factor T, above 0
 * @param bothSides whether the student's probabilities are treated as the teacher's are
 */
public record DoubleSoftmax(
    @Doc(
            "Multiplies the teacher's probabilities before another softmax; larger is sharper,"
                + " other than a temperature.")
        @Default("4")
        @Range(min = 0, minExclusive = true, max = 1000)
        double factor,
    @Doc("Whether the student's probabilities are treated as the teacher's are.") @Default("false")
        boolean bothSides)
    implements Loss {
  private static final Map<Boolean, Formulas.Programs> PROGRAMS =
      Map.of(
          false,
          Formulas.Programs.of(Formulas.DISTRIBUTIONS, kind -> rowValue(kind, false)),
          true,
          Formulas.Programs.of(Formulas.DISTRIBUTIONS, kind -> rowValue(kind, true)));

  public DoubleSoftmax {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The factor " + factor + " is not a finite number above 0");
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return PROGRAMS.get(bothSides).formula(kind, Map.of("factor", factor));
  }

  private static Expression rowValue(TargetKind kind, boolean bothSides) {
    Distribution student = Distribution.softmax(value());
    return again(Distribution.softmax(Formulas.targetLogits(kind)))
        .divergenceFrom(bothSides ? again(student) : student);
  }

  private static Distribution again(Distribution first) {
    return Distribution.softmax(scalar("factor").times(first.probabilities()));
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.classRows(this, student, target, gradient);
    Rows rows = new Rows(student.shape().extent(1));
    TemperedSoftmax softmax = TemperedSoftmax.ofLogits(student, 1);
    return DistributionRows.mean(
        softmax, softmax.ofTarget(target.kind(), teacher), gradient, 1, 1, rows::evaluate);
  }

  /** Compares row after row. */
  private final class Rows {
    private final Row teacher;
    private final Row label;
    private final Row student;
    private final Row own;

    Rows(int classes) {
      this.teacher = new Row(classes);
      this.label = new Row(classes);
      this.student = new Row(classes);
      this.own = new Row(classes);
    }

    double evaluate(
        TemperedSoftmax ofStudent,
        TemperedSoftmax ofTeacher,
        int count,
        double scale,
        float[] gradient) {
      double sum = 0;
      for (int row = 0; row < count; row++) {
        int start = row * ofStudent.classes();
        teacher.load(ofTeacher, row);
        label.loadAgain(teacher, factor);
        student.load(ofStudent, row);
        if (bothSides) {
          own.loadAgain(student, factor);
          sum += compare(own, factor * scale, gradient, start);
          throughSoftmax(gradient, start);
        } else {
          sum += compare(student, scale, gradient, start);
        }
      }
      return sum;
    }

    /**
     * The divergence {@code Σ p̃ log(p̃/q)} of the label.
     *
     * @param q what the label is compared with
     * @param gradient receives {@code scale} times the derivative by the logits of q
     * @param start where it does
     */
    private double compare(Row q, double scale, float[] gradient, int start) {
      double divergence = 0;
      for (int i = 0; i < q.probabilities.length; i++) {
        double p = label.probabilities[i];
        divergence += p * (label.logarithms[i] - q.logarithms[i]);
        gradient[start + i] = (float) (scale * (q.probabilities[i] - p));
      }
      return divergence;
    }

    /** Turns the gradient with respect to {@code s = softmax(z)} into that with respect to z. */
    private void throughSoftmax(float[] gradient, int start) {
      double[] s = student.probabilities;
      double mean = 0;
      for (int i = 0; i < s.length; i++) {
        mean += s[i] * gradient[start + i];
      }
      for (int i = 0; i < s.length; i++) {
        gradient[start + i] = (float) (s[i] * (gradient[start + i] - mean));
      }
    }
  }

  /** The distribution of a row, in double precision. */
  private static final class Row {
    final double[] probabilities;
    final double[] logarithms;

    Row(int classes) {
      probabilities = new double[classes];
      logarithms = new double[classes];
    }

    void load(TemperedSoftmax loaded, int row) {
      int start = row * probabilities.length;
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = loaded.exponentials[start + i] / loaded.sum(row);
        logarithms[i] = loaded.scores[start + i] - loaded.logSum(row);
      }
    }

    /** Becomes the softmax of a multiple of probabilities. */
    void loadAgain(Row first, double factor) {
      double largest = 0;
      for (double probability : first.probabilities) {
        largest = Math.max(largest, probability);
      }
      double sum = 0;
      for (int i = 0; i < logarithms.length; i++) {
        logarithms[i] = factor * (first.probabilities[i] - largest);
        probabilities[i] = Math.exp(logarithms[i]);
        sum += probabilities[i];
      }
      double logSum = Math.log(sum);
      for (int i = 0; i < logarithms.length; i++) {
        logarithms[i] -= logSum;
        probabilities[i] /= sum;
      }
    }
  }
}
