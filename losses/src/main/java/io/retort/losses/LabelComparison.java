package io.retort.losses;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;

/**
 * The softened probabilities of independent labels that student and target give, many at a time.
 */
final class LabelComparison {
  /** The student's. */
  final LogisticBlock student;

  /** The target's. */
  final LogisticBlock target;

  private final TargetKind kind;
  private final int labels;
  private final double temperature;

  /**
   * Prepares for blocks of {@link ValueRows}.
   *
   * @param kind that of the target
   * @param values the target, {@code [batch, labels]}
   * @param temperature divides the log-odds of both
   */
  LabelComparison(TargetKind kind, Tensor values, double temperature) {
    this.kind = kind;
    this.labels = values.shape().extent(1);
    this.temperature = temperature;
    int longest = Math.min(ValueRows.BLOCK, values.shape().elements());
    this.student = new LogisticBlock(longest);
    this.target = new LogisticBlock(longest);
  }

  /**
   * Loads some neighbouring labels.
   *
   * @param first the index of the first one in the batch
   */
  void load(int first, int count, float[] logits, float[] values) {
    student.load(logits, count, temperature);
    if (kind == TargetKind.MULTI_LABEL_LOGITS) {
      target.load(values, count, temperature);
      return;
    }
    requireProbabilities(first, count, values);
    if (temperature == 1) {
      System.arraycopy(values, 0, target.probabilities, 0, count);
    } else {
      target.loadProbabilities(values, count, temperature);
    }
  }

  private void requireProbabilities(int first, int count, float[] values) {
    for (int i = 0; i < count; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new IllegalArgumentException(
            "Row "
                + (first + i) / labels
                + " of the target has "
                + values[i]
                + " for label "
                + (first + i) % labels
                + ", not 0 to 1");
      }
    }
  }

  /** The difference of the probabilities, as the derivative by the student's logits. */
  void difference(int count, float[] gradient) {
    float factor = (float) (1 / temperature);
    float[] q = student.probabilities;
    float[] u = target.probabilities;
    for (int i = 0; i < count; i++) {
      gradient[i] = (q[i] - u[i]) * factor;
    }
  }
}
