package io.retort.losses;

import io.retort.core.tensor.Tensor;

/** The mean over a batch of what compares two distributions. */
final class DistributionRows {

  /** Compares the loaded rows of student and teacher. */
  @FunctionalInterface
  interface Comparison {

    /**
     * Compares one row.
     *
     * @param gradient overwritten with {@code factor} times the derivative of the value with
     *     respect to the student's scores {@code z/T}
     * @return the value, without the factor
     */
    double evaluate(
        TemperedSoftmax student, TemperedSoftmax teacher, double factor, float[] gradient);
  }

  private DistributionRows() {}

  /**
   * The mean over the rows.
   *
   * @param scale multiplies value and gradient
   * @param temperature that of both distributions, for the gradient's inner derivative 1/T
   */
  static double mean(
      TemperedSoftmax student,
      TemperedSoftmax teacher,
      Tensor gradient,
      double scale,
      double temperature,
      Comparison comparison) {
    int batch = gradient.shape().extent(0);
    float[] gradientRow = new float[student.classes()];
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      student.load(row);
      teacher.load(row);
      sum += comparison.evaluate(student, teacher, scale / temperature / batch, gradientRow);
      gradient.write(row * gradientRow.length, gradientRow);
    }
    return scale * sum / batch;
  }
}
