package io.retort.optimizers;

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
