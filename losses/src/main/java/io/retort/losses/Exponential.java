package io.retort.losses;

/**
 * {@code exp(x)} of many numbers at once, within 2 ulp of {@link Math#exp}.
 *
 * <p>With {@code k} the integer nearest to {@code x / log 2} and {@code r = x − k log 2}, at most
 * {@code log(2) / 2} in magnitude, {@code exp(x)} is {@code 2^k exp(r)}, and {@code exp(r)} its
 * Taylor polynomial of degree 13, whose remainder is below 4.2e-18. Only additions and
 * multiplications are used, no fused ones, so that the bits are the same on every machine.
 *
 * <p>The work is done in short loops, which the Java compiler turns into vector instructions; it
 * does so neither with longer ones nor with the bits of a double, which have a loop of their own.
 */
final class Exponential {
  /** Below this a result has fewer bits than a double's 53, and soon is 0. */
  static final double LOWEST = -708;

  /** Above this {@code 2^k} is not a double any more. */
  static final double HIGHEST = 709;

  /** Its {@code k} is −1023, with which {@link #powerOfTwo} is 0. */
  private static final double ZERO = -709;

  /** A double of this size has no places after the point: adding it rounds to an integer. */
  private static final double ROUNDING = 0x1.8p52;

  private static final double INVERSE_LOG_2 = 1 / Math.log(2);

  /** log 2 to 32 bits, all multiples of which that are needed are exact, and the rest of it. */
  private static final double LOG_2_HIGH = 0x1.62e42feep-1;

  private static final double LOG_2_LOW = 0x1.a39ef35793c76p-33;

  private static final int EXPONENT_BIAS = 1023;
  private static final int MANTISSA_BITS = 52;

  private final double[] shifted;

  /**
   * Prepares for arrays.
   *
   * @param longest the largest number of values at once
   */
  Exponential(int longest) {
    shifted = new double[longest];
  }

  /**
   * Computes the exponentials of the first values of an array.
   *
   * @param x numbers up to {@link #HIGHEST}; the exponential of NaN is NaN, and that of numbers
   *     below −708.8, −∞ too, is 0
   * @param result receives as many exponentials; it may be {@code x}
   * @param count how many
   */
  void evaluate(double[] x, double[] result, int count) {
    reduce(x, result, count);
    for (int i = 0; i < count; i++) {
      result[i] = polynomial(result[i]);
    }
    for (int i = 0; i < count; i++) {
      result[i] *= powerOfTwo(shifted[i]);
    }
  }

  /** Takes numbers apart into {@code k}, with the {@link #ROUNDING} that made it, and {@code r}. */
  private void reduce(double[] x, double[] rest, int count) {
    for (int i = 0; i < count; i++) {
      double value = Math.max(ZERO, x[i]);
      double rounded = value * INVERSE_LOG_2 + ROUNDING;
      double k = rounded - ROUNDING;
      shifted[i] = rounded;
      rest[i] = value - k * LOG_2_HIGH - k * LOG_2_LOW;
    }
  }

  /** In even and odd powers, which do not wait for each other. */
  private static double polynomial(double r) {
    double square = r * r;
    double even = 1.0 / 479001600;
    even = even * square + 1.0 / 3628800;
    even = even * square + 1.0 / 40320;
    even = even * square + 1.0 / 720;
    even = even * square + 1.0 / 24;
    even = even * square + 1.0 / 2;
    double odd = 1.0 / 6227020800.0;
    odd = odd * square + 1.0 / 39916800;
    odd = odd * square + 1.0 / 362880;
    odd = odd * square + 1.0 / 5040;
    odd = odd * square + 1.0 / 120;
    odd = odd * square + 1.0 / 6;
    return 1 + (r + square * (even + r * odd));
  }

  /** {@code 2^k}: the last bits of {@code k + ROUNDING} are those of {@code k}. */
  private static double powerOfTwo(double shifted) {
    long bits = Double.doubleToRawLongBits(shifted);
    return Double.longBitsToDouble((bits + EXPONENT_BIAS) << MANTISSA_BITS);
  }
}
