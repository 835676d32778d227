package io.retort.core.loss;

import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;

/**
 * A batch in parts of as many rows, on which threads evaluate a loss side by side. The size of a
 * batch alone says how many parts there are, halves, quarters or eighths, so that results do not
 * depend on the number of threads; and gradients of parts are by a power of two those of the whole.
 */
final class RowParts {
  private static final int MOST = 8;
  private static final int LEAST_VALUES = 1 << 12;

  /** Evaluating a value takes so many times longer than copying it. */
  private static final int COPIES = 8;

  private RowParts() {}

  /** The loss of some rows. */
  @FunctionalInterface
  interface Rows {

    /**
     * Evaluates it.
     *
     * @param gradient overwritten with the gradient of the mean
     * @return the mean over the rows
     */
    double evaluate(Tensor student, Target target, Tensor gradient);
  }

  /** Evaluates a loss for the first output and target of a batch. */
  static double evaluate(CriterionInput input, Tensor gradient, Rows loss) {
    Tensor student = input.outputs().get(0);
    Target target = input.targets().get(0);
    int parts = count(student);
    if (parts == 1) {
      return loss.evaluate(student, target, gradient);
    }
    int rows = student.shape().extent(0) / parts;
    double[] means = new double[parts];
    input
        .threads()
        .share(
            parts,
            (long) COPIES * student.shape().elements() / parts,
            (from, to) -> {
              for (int part = from; part < to; part++) {
                Tensor own = gradient.rows(part * rows, rows);
                means[part] =
                    loss.evaluate(
                        student.rows(part * rows, rows), target.rows(part * rows, rows), own);
                DeviceTensor.of(own).values().scale(1.0 / parts);
              }
            });
    return mean(means);
  }

  private static int count(Tensor student) {
    int most = Math.min(MOST, student.shape().elements() / LEAST_VALUES);
    int parts = Integer.highestOneBit(Math.max(1, most));
    while (student.shape().extent(0) % parts != 0) {
      parts /= 2;
    }
    return parts;
  }

  private static double mean(double[] means) {
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    return sum / means.length;
  }
}
