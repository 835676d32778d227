package io.retort.losses;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;

/**
 * The distribution {@code softmax(scores / T)} of one row at a time, with its logarithm.
 *
 * <p>Logits, log-probabilities and probabilities differ only in what their scores are: a logarithm
 * of probabilities is a row of logits, and {@code softmax(log(p) / T)} is {@code p^(1/T)},
 * renormalised. The logarithm is never taken of a probability that came out of the softmax, so that
 * it is finite wherever the scores are.
 */
final class TemperedSoftmax {
  /** Rounded probabilities (two decimals, ten classes) pass; logits and percentages do not. */
  private static final double SUM_TOLERANCE = 0.05;

  /** The distribution of the row that was loaded. */
  final double[] probabilities;

  /** Its logarithm: −∞ where a target's probability is exactly 0. */
  final double[] logarithms;

  private final Tensor rows;
  private final boolean rowsAreProbabilities;
  private final double temperature;
  private final double logarithmOfZero;
  private final float[] row;

  private TemperedSoftmax(
      Tensor rows, boolean rowsAreProbabilities, double temperature, double logarithmOfZero) {
    this.rows = rows;
    this.rowsAreProbabilities = rowsAreProbabilities;
    this.temperature = temperature;
    this.logarithmOfZero = logarithmOfZero;
    int width = rows.shape().extent(1);
    this.row = new float[width];
    this.probabilities = new double[width];
    this.logarithms = new double[width];
  }

  static TemperedSoftmax ofLogits(Tensor logits, double temperature) {
    return new TemperedSoftmax(logits, false, temperature, Double.NEGATIVE_INFINITY);
  }

  /** The rows of a target, with zeros as they are. */
  static TemperedSoftmax ofTarget(TargetKind kind, Tensor target, double temperature) {
    return new TemperedSoftmax(
        target, kind == TargetKind.PROBABILITIES, temperature, Double.NEGATIVE_INFINITY);
  }

  /** The rows of a target, with zeros raised to the smallest positive 32-bit number. */
  static TemperedSoftmax ofTargetWithoutZeros(TargetKind kind, Tensor target, double temperature) {
    return new TemperedSoftmax(
        target, kind == TargetKind.PROBABILITIES, temperature, Math.log(Float.MIN_VALUE));
  }

  static void requireTemperature(double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The temperature " + temperature + " is not a finite number above 0");
    }
  }

  /** The factor of a tempered loss: T² keeps the size of its gradient as T changes. */
  static double scale(double temperature, boolean byTemperatureSquared) {
    return byTemperatureSquared ? temperature * temperature : 1;
  }

  int classes() {
    return row.length;
  }

  void load(int index) {
    readScores(index);
    normalize();
  }

  /**
   * Loads the distribution over all classes but one, which gets probability 0.
   *
   * @return the log-odds of that class against all others together
   */
  double loadWithout(int index, int excluded) {
    readScores(index);
    double score = logarithms[excluded];
    logarithms[excluded] = Double.NEGATIVE_INFINITY;
    return score - normalize();
  }

  private void readScores(int index) {
    rows.read(index * row.length, row);
    if (rowsAreProbabilities) {
      requireDistribution(index);
    }
    for (int i = 0; i < row.length; i++) {
      double score = rowsAreProbabilities ? Math.log(row[i]) : row[i];
      logarithms[i] = (score == Double.NEGATIVE_INFINITY ? logarithmOfZero : score) / temperature;
    }
  }

  /** Turns scores into logarithms and returns the logarithm of the sum of their exponentials. */
  private double normalize() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : logarithms) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] -= largest;
      probabilities[i] = Math.exp(logarithms[i]);
      sum += probabilities[i];
    }
    double logSum = Math.log(sum);
    for (int i = 0; i < logarithms.length; i++) {
      logarithms[i] -= logSum;
      probabilities[i] /= sum;
    }
    return largest + logSum;
  }

  private void requireDistribution(int index) {
    double sum = 0;
    double smallest = 0;
    for (float probability : row) {
      sum += probability;
      smallest = Math.min(smallest, probability);
    }
    if (smallest < 0 || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "Row "
              + index
              + " of the teacher's probabilities sums to "
              + sum
              + " with a smallest value of "
              + smallest
              + "; outputs before softmax are to be given as logits");
    }
  }
}
