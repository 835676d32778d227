package io.retort.losses.metric;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a model says of one class against all others.
 *
 * @param scores for each sample, how likely the class is
 * @param positive for each sample, whether it is of the class
 */
record BinaryScores(double[] scores, boolean[] positive) {

  static BinaryScores of(int samples, IntToDoubleFunction score, IntPredicate isPositive) {
    double[] scores = new double[samples];
    boolean[] positive = new boolean[samples];
    for (int i = 0; i < samples; i++) {
      // Adding 0 makes 0 of −0, which sorting would tell apart.
      scores[i] = score.applyAsDouble(i) + 0.0;
      positive[i] = isPositive.test(i);
    }
    return new BinaryScores(scores, positive);
  }

  /** The scores of one side, the smallest first. */
  double[] sorted(boolean side) {
    return IntStream.range(0, scores.length)
        .filter(i -> positive[i] == side)
        .mapToDouble(i -> scores[i])
        .sorted()
        .toArray();
  }

  boolean hasNaN() {
    return Arrays.stream(scores).anyMatch(Double::isNaN);
  }
}
