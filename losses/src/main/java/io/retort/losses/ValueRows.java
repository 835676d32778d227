package io.retort.losses;

import io.retort.core.tensor.Tensor;

/** The mean over a batch of what compares two rows of values of the same shape, of any rank. */
final class ValueRows {

  /** Compares a row of the student with the target's. */
  @FunctionalInterface
  interface Comparison {

    /**
     * Compares one row.
     *
     * @param row its index, for messages
     * @param gradient overwritten with {@code factor} times d(value)/d(student)
     * @return the value, without the factor
     */
    double evaluate(int row, float[] student, float[] target, double factor, float[] gradient);
  }

  private ValueRows() {}

  static double mean(Tensor student, Tensor target, Tensor gradient, Comparison comparison) {
    int batch = student.shape().extent(0);
    int width = student.shape().elements() / batch;
    float[] studentRow = new float[width];
    float[] targetRow = new float[width];
    float[] gradientRow = new float[width];
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      student.read(row * width, studentRow);
      target.read(row * width, targetRow);
      sum += comparison.evaluate(row, studentRow, targetRow, 1.0 / batch, gradientRow);
      gradient.write(row * width, gradientRow);
    }
    return sum / batch;
  }
}
