package io.retort.core.training;

import java.util.function.IntToDoubleFunction;

/**
 * The part that each sample has in a score that is no mean over samples: the pseudovalues of the
 * jackknife (Tukey 1958), {@code n·θ − (n − 1)·θ₋ᵢ}, where θ is the score of all n samples and θ₋ᵢ
 * that of all but one. Of a mean they are the samples' own values.
 */
final class Jackknife {

  private Jackknife() {}

  /**
   * The pseudovalues.
   *
   * @param n the number of samples
   * @param all the score of all samples
   * @param without the score of all samples but the one of an index
   */
  static double[] pseudovalues(int n, double all, IntToDoubleFunction without) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = n == 1 ? all : n * all - (n - 1) * without.applyAsDouble(i);
    }
    return values;
  }
}
