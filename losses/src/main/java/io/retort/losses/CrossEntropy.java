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
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.UnrolledSum;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cross-entropy of softmax with the true classes, for student logits {@code [batch, classes]}:
 * {@code −Σ u_i log softmax(z)_i}, where {@code u} is 1 − ε at the true class plus ε/C at each of
 * the C classes. Label smoothing ε is that of Szegedy et al., <i>Rethinking the Inception
 * Architecture for Computer Vision</i>, 2016.
 *
 * @param labelSmoothing ε, at least 0 and below 1
 */
public record CrossEntropy(
    @Doc("The share of the true class's weight that is spread evenly over all classes.")
        @Default("0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double labelSmoothing)
    implements Loss {
  private static final LossProgram PROGRAM = new LossProgram(rowValue());

  public CrossEntropy {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "The label smoothing " + labelSmoothing + " is not at least 0 and below 1");
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.CLASSES);
  }

  @Override
  public Optional<LossFormula> formula(TargetKind kind) {
    return kind == TargetKind.CLASSES
        ? Optional.of(LossFormula.of(PROGRAM, Map.of("smoothing", labelSmoothing)))
        : Optional.empty();
  }

  private static Expression rowValue() {
    Expression smoothing = scalar("smoothing");
    Expression weight =
        Formulas.ONE
            .minus(smoothing)
            .times(new Expression.TrueClass())
            .plus(smoothing.over(new Expression.RowLength()));
    return weight.times(Formulas.Distribution.softmax(value()).logarithms()).rowSum().negate();
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    int[] labels = Targets.classes(this, student, target, gradient);
    TemperedSoftmax softmax = TemperedSoftmax.ofLogits(student, 1);
    int classes = softmax.classes();
    double share = labelSmoothing / classes;
    double factor = 1.0 / labels.length;
    return DistributionRows.mean(
        softmax,
        gradient,
        (first, count, gradientRows) -> {
          softmax.load(first, count);
          float spread = (float) (factor * share);
          double sum = softmax.sumOfLogSums(count);
          for (int row = 0; row < count; row++) {
            int start = row * classes;
            float slope = (float) (factor * softmax.inverseSum(row));
            for (int i = start; i < start + classes; i++) {
              gradientRows[i] = slope * softmax.exponentials[i] - spread;
            }
            int label = start + labels[first + row];
            // By the others' share, which is known to all its bits where the class is almost sure.
            double others = softmax.sum(row) - softmax.exponentials[label];
            gradientRows[label] =
                (float) (factor * (labelSmoothing - share - others * softmax.inverseSum(row)));
            sum -= (1 - labelSmoothing) * softmax.scores[label];
            if (share > 0) {
              sum -= share * UnrolledSum.of(softmax.scores, start, classes);
            }
          }
          return sum;
        });
  }
}
