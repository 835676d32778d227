package io.retort.losses;

/** The sum of many numbers, in double precision. */
final class UnrolledSum {
  private UnrolledSum() {}

  /** In four chains of additions, as in one of them each addition waits for the one before. */
  static double of(float[] numbers, int start, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int end = start + count;
    int i = start;
    for (; i < end - 3; i += 4) {
      first += numbers[i];
      second += numbers[i + 1];
      third += numbers[i + 2];
      fourth += numbers[i + 3];
    }
    for (; i < end; i++) {
      first += numbers[i];
    }
    return (first + second) + (third + fourth);
  }
}
