package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Tensor;
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
            "Multiplies the teacher's probabilities before another softmax; larger is sharper, other"
                + " than a temperature.")
        @Default("4")
        @Range(min = 0, minExclusive = true, max = 1000)
        double factor,
    @Doc("Whether the student's probabilities are treated as the teacher's are.") @Default("false")
        boolean bothSides)
    implements Loss {

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
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.classRows(this, student, target, gradient);
    SecondSoftmax label = new SecondSoftmax(student.shape().extent(1));
    SecondSoftmax own = new SecondSoftmax(student.shape().extent(1));
    return DistributionRows.mean(
        TemperedSoftmax.ofLogits(student, 1),
        TemperedSoftmax.ofTarget(target.kind(), teacher, 1),
        gradient,
        1,
        1,
        (once, known, scale, slopes) -> {
          label.load(known.probabilities, factor);
          if (!bothSides) {
            return label.divergenceTo(once.probabilities, once.logarithms, scale, slopes);
          }
          own.load(once.probabilities, factor);
          double value =
              label.divergenceTo(own.probabilities, own.logarithms, factor * scale, slopes);
          throughSoftmax(once.probabilities, slopes);
          return value;
        });
  }

  /** Turns the gradient with respect to {@code s = softmax(z)} into that with respect to z. */
  private static void throughSoftmax(double[] s, float[] slopes) {
    double mean = 0;
    for (int i = 0; i < s.length; i++) {
      mean += s[i] * slopes[i];
    }
    for (int i = 0; i < s.length; i++) {
      slopes[i] = (float) (s[i] * (slopes[i] - mean));
    }
  }

  /** The softmax of a multiple of probabilities. */
  private static final class SecondSoftmax {
    final double[] probabilities;
    final double[] logarithms;

    SecondSoftmax(int classes) {
      probabilities = new double[classes];
      logarithms = new double[classes];
    }

    void load(double[] first, double factor) {
      double largest = 0;
      for (double probability : first) {
        largest = Math.max(largest, probability);
      }
      double sum = 0;
      for (int i = 0; i < first.length; i++) {
        logarithms[i] = factor * (first[i] - largest);
        probabilities[i] = Math.exp(logarithms[i]);
        sum += probabilities[i];
      }
      for (int i = 0; i < first.length; i++) {
        logarithms[i] -= Math.log(sum);
        probabilities[i] /= sum;
      }
    }

    /**
     * The divergence {@code Σ p log(p/q)}, where p is this distribution.
     *
     * @param slopes receives {@code scale} times the derivative by the logits of q
     */
    double divergenceTo(double[] q, double[] logarithmsOfQ, double scale, float[] slopes) {
      double divergence = 0;
      for (int i = 0; i < q.length; i++) {
        divergence += probabilities[i] * (logarithms[i] - logarithmsOfQ[i]);
        slopes[i] = (float) (scale * (q[i] - probabilities[i]));
      }
      return divergence;
    }
  }
}
