package io.retort.optimizers;

import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) with its usual memories of 0.9 and 0.999, for the few numbers that a
 * combination of gradients learns about its objectives.
 */
final class ScalarAdam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double[] mean;
  private final double[] square;
  private int steps;

  ScalarAdam(double learningRate, int count) {
    this.learningRate = learningRate;
    this.mean = new double[count];
    this.square = new double[count];
  }

  /** A copy of its memory, by names that begin with {@code adam}. */
  Map<String, double[]> state() {
    return Map.of(
        "adam mean",
        mean.clone(),
        "adam square",
        square.clone(),
        "adam steps",
        new double[] {steps});
  }

  void restore(Map<String, double[]> state) {
    double[] count = new double[1];
    SavedNumbers.copy(state, "adam mean", mean);
    SavedNumbers.copy(state, "adam square", square);
    SavedNumbers.copy(state, "adam steps", count);
    steps = (int) count[0];
  }

  /** Moves the values against the gradient; where that is not finite, the trainer stops anyway. */
  void move(double[] values, double[] gradient) {
    steps++;
    double meanShare = 1 - Math.pow(BETA1, steps);
    double squareShare = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < values.length; i++) {
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
      square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
      values[i] -=
          learningRate * mean[i] / meanShare / (Math.sqrt(square[i] / squareShare) + EPSILON);
    }
  }
}
