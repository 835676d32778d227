package io.retort.core.data;

import java.util.Arrays;

/** What makes predictions of the outputs of a network, behind its last layer. */
public enum OutputActivation {
  /** Of logits of classes: probabilities whose sum is 1. */
  SOFTMAX,
  /** Of logits of labels: the probability of each by itself. */
  SIGMOID,
  /** Of values: nothing is done to them. */
  IDENTITY;

  /**
   * Whether predictions are probabilities.
   *
   * @return false for values
   */
  public boolean givesProbabilities() {
    return switch (this) {
      case SOFTMAX, SIGMOID -> true;
      case IDENTITY -> false;
    };
  }

  /**
   * The predictions for a sample.
   *
   * @param outputs what a network gives for it, at least one number
   * @return as many numbers
   */
  public double[] apply(double[] outputs) {
    return switch (this) {
      case SOFTMAX -> softmax(outputs);
      case SIGMOID -> Arrays.stream(outputs).map(logit -> 1 / (1 + Math.exp(-logit))).toArray();
      case IDENTITY -> outputs.clone();
    };
  }

  /** Without overflow, and the same for logits that differ by a constant. */
  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
