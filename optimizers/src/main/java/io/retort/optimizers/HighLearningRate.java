package io.retort.optimizers;

/** Learning rates that are likely a mistake where a step does not grow with the gradient. */
final class HighLearningRate {
  static final double ABOVE = 0.1;
  static final String BECAUSE =
      "each step moves every weight by about the learning rate, and weights are about 0.1; 0.0001"
          + " to 0.01 is usual";

  private HighLearningRate() {}
}
