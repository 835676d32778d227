package io.retort.losses;

import io.retort.core.tensor.Tensor;

/** The mean over a batch of what compares two rows of values of the same shape, of any rank. */
final class ValueRows {
  /** So many elements are compared together: a loop is long, and all is in the nearest cache. */
  static final int BLOCK = 512;

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

  /** Compares elements of the student with those of the target, each by itself. */
  @FunctionalInterface
  interface Elements {

    /**
     * Compares the first elements of arrays.
     *
     * @param first the index of the first one in the batch, for messages
     * @param count how many, at most {@link #BLOCK}
     * @param gradient overwritten with d(sum)/d(student)
     * @return the sum of their values
     */
    double evaluate(int first, int count, float[] student, float[] target, float[] gradient);
  }

  private ValueRows() {}

  /**
   * The mean over the rows of the sum over elements.
   *
   * @param weight multiplies value and gradient
   */
  static double meanOfSums(
      Tensor student, Tensor target, Tensor gradient, double weight, Elements elements) {
    int all = student.shape().elements();
    double factor = weight / student.shape().extent(0);
    float[] studentBlock = new float[Math.min(all, BLOCK)];
    float[] targetBlock = new float[studentBlock.length];
    float[] gradientBlock = new float[studentBlock.length];
    double sum = 0;
    for (int first = 0; first < all; first += BLOCK) {
      int count = Math.min(BLOCK, all - first);
      student.values().get(first, studentBlock, 0, count);
      target.values().get(first, targetBlock, 0, count);
      sum += elements.evaluate(first, count, studentBlock, targetBlock, gradientBlock);
      multiply(gradientBlock, (float) factor, count);
      gradient.values().put(first, gradientBlock, 0, count);
    }
    return factor * sum;
  }

  private static void multiply(float[] numbers, float factor, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] *= factor;
    }
  }

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
