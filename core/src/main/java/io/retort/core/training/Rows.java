package io.retort.core.training;

/** What is computed from one row of a model's output. */
final class Rows {

  private Rows() {}

  /** The index of the largest value, the first one if several are equal. */
  static int mostLikely(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }

  /** log Σ exp, without overflow. */
  static double logSumExp(float[] row) {
    double largest = row[mostLikely(row)];
    double sum = 0;
    for (float value : row) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }
}
