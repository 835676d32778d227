package io.retort.losses;

/** The logistic function of log-odds, and logarithms of it that stay finite. */
final class Logistic {
  private Logistic() {}

  /** {@code σ(x) = 1 / (1 + exp(−x))}. */
  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double odds = Math.exp(x);
    return odds / (1 + odds);
  }

  /** {@code log(1 + exp(x))}, which is {@code −log σ(−x)}. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** The log-odds of a probability: ±∞ for 1 and 0. */
  static double logit(double probability) {
    return Math.log(probability) - Math.log1p(-probability);
  }
}
