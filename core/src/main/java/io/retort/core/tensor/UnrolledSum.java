package io.retort.losses;

/** The sum of many numbers. */
final class UnrolledSum {
  private UnrolledSum() {}

  /**
   * In double precision, of sums of eight neighbours in 32 bits: a conversion takes as long as an
   * addition, and additions in a chain wait for each other.
   */
  static double of(float[] x, int start, int count) {
    double sum = 0;
    int end = start + count;
    int i = start;
    for (; i < end - 7; i += 8) {
      float first = (x[i] + x[i + 1]) + (x[i + 2] + x[i + 3]);
      float second = (x[i + 4] + x[i + 5]) + (x[i + 6] + x[i + 7]);
      sum += first + second;
    }
    for (; i < end; i++) {
      sum += x[i];
    }
    return sum;
  }
}
