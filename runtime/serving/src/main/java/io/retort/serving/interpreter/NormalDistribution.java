package io.retort.serving.interpreter;

/** The standard normal distribution. */
final class NormalDistribution {
  /** Beyond it, Φ is 0 or 1 in double precision. */
  private static final double FAR = 9;

  private NormalDistribution() {}

  /** Φ(x) by the series {@code 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …)} (Marsaglia 2004). */
  static double cumulative(double x) {
    if (Math.abs(x) > FAR) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
