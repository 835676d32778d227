package io.retort.losses;

import io.retort.core.tensor.Tensor;

/** The mean over a batch of what compares distributions. */
final class DistributionRows {

  /** Loads rows and evaluates each of them. */
  @FunctionalInterface
  interface Block {

    /**
     * Evaluates some rows.
     *
     * @param first the first row
     * @param count the number of rows
     * @param gradient overwritten, row after row, with the gradient of the mean
     * @return the sum of the rows' values
     */
    double evaluate(int first, int count, float[] gradient);
  }

  /** Compares the student's loaded distributions with the teacher's. */
  @FunctionalInterface
  interface Comparison {

    /**
     * Compares some rows.
     *
     * @param count the number of rows
     * @param factor multiplies the gradient
     * @param gradient overwritten, row after row, with {@code factor} times the derivative of a
     *     row's value with respect to the student's scores {@code z/T}
     * @return the sum of the rows' values, without the factor
     */
    double evaluate(
        TemperedSoftmax student,
        TemperedSoftmax teacher,
        int count,
        double factor,
        float[] gradient);
  }

  private DistributionRows() {}

  /**
   * The mean over the rows.
   *
   * @param softmax says how many rows are taken together
   */
  static double mean(TemperedSoftmax softmax, Tensor gradient, Block block) {
    int batch = gradient.shape().extent(0);
    int together = softmax.rowsTogether();
    float[] rows = new float[together * softmax.classes()];
    double sum = 0;
    for (int first = 0; first < batch; first += together) {
      int count = Math.min(together, batch - first);
      sum += block.evaluate(first, count, rows);
      gradient.values().put(first * softmax.classes(), rows, 0, count * softmax.classes());
    }
    return sum / batch;
  }

  /**
   * The mean over the rows of a comparison.
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
    double factor = scale / temperature / gradient.shape().extent(0);
    return scale
        * mean(
            student,
            gradient,
            (first, count, rows) -> {
              student.load(first, count);
              teacher.load(first, count);
              return comparison.evaluate(student, teacher, count, factor, rows);
            });
  }

  /**
   * The difference of the probabilities in a loaded row, which is the gradient of their
   * cross-entropy and of their divergence.
   *
   * @param factor multiplies it
   * @param gradient receives {@code factor (q − p)} in the row's place
   */
  static void difference(
      TemperedSoftmax student, TemperedSoftmax teacher, int row, double factor, float[] gradient) {
    float ofStudent = (float) (factor * student.inverseSum(row));
    float ofTeacher = (float) (factor * teacher.inverseSum(row));
    int start = row * student.classes();
    for (int i = start; i < start + student.classes(); i++) {
      gradient[i] = ofStudent * student.exponentials[i] - ofTeacher * teacher.exponentials[i];
    }
  }
}
