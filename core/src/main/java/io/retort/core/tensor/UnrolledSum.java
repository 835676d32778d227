package io.retort.core.tensor;

/** The sum of many 32-bit numbers, known to 1e-6 where they have one sign. */
public final class UnrolledSum {
  private UnrolledSum() {}

  /**
   * In double precision, of sums of eight neighbours in 32 bits: a conversion takes as long as an
   * addition, and additions in a chain wait for each other.
   *
   * @param x the numbers
   * @param start the index of the first
   * @param count how many
   * @return their sum; not finite if one of eight neighbours is too large for 32 bits
   */
  public static double of(float[] x, int start, int count) {
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
