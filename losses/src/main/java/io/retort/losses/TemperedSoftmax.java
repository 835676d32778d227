package io.retort.losses;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Tensor;

/**
 * The distributions {@code softmax(scores / T)} of some rows at a time, with their logarithms.
 *
 * <p>Logits, log-probabilities and probabilities differ only in what their scores are: a logarithm
 * of probabilities is a row of logits, and {@code softmax(log(p) / T)} is {@code p^(1/T)},
 * renormalised. The logarithm is never taken of a probability that came out of the softmax, so that
 * it is finite wherever the scores are.
 *
 * <p>Rows of few classes are loaded together, as loops over ten values are too short to become
 * vector instructions.
 */
final class TemperedSoftmax {
  /** Rounded probabilities (two decimals, ten classes) pass; logits and percentages do not. */
  private static final double SUM_TOLERANCE = 0.05;

  /** So many values, unless a row has more: enough for long loops, and few enough for the cache. */
  private static final int BLOCK = 512;

  /** The distributions of the rows that were loaded, one after another. */
  final double[] probabilities;

  /** Their logarithms: −∞ where a target's probability is exactly 0. */
  final double[] logarithms;

  /** Room for what is computed from them, value by value. */
  final double[] terms;

  private final Tensor rows;
  private final boolean rowsAreProbabilities;
  private final double inverseTemperature;
  private final double logarithmOfZero;
  private final int classes;
  private final float[] values;
  private final double[] logSums;
  private final Exponential exponential;

  private TemperedSoftmax(
      Tensor rows, boolean rowsAreProbabilities, double temperature, double logarithmOfZero) {
    this.rows = rows;
    this.rowsAreProbabilities = rowsAreProbabilities;
    this.inverseTemperature = 1 / temperature;
    this.logarithmOfZero = logarithmOfZero;
    this.classes = rows.shape().extent(1);
    int together = Math.min(rows.shape().extent(0), Math.max(1, BLOCK / classes));
    this.values = new float[together * classes];
    this.probabilities = new double[values.length];
    this.logarithms = new double[values.length];
    this.terms = new double[values.length];
    this.logSums = new double[together];
    this.exponential = new Exponential(values.length);
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
    return classes;
  }

  /** The largest number of rows that can be loaded together; depends on the shape alone. */
  int rowsTogether() {
    return logSums.length;
  }

  /** Loads the distributions of some rows. */
  void load(int first, int count) {
    readScores(first, count);
    normalize(count);
  }

  /**
   * Loads the distributions over all classes but one, which gets probability 0.
   *
   * @param excluded the class that is left out of each row of the batch
   * @param odds receives, for each loaded row, the log-odds of that class against all others
   *     together
   */
  void loadWithout(int first, int count, int[] excluded, double[] odds) {
    readScores(first, count);
    for (int row = 0; row < count; row++) {
      int index = row * classes + excluded[first + row];
      odds[row] = logarithms[index];
      logarithms[index] = Double.NEGATIVE_INFINITY;
    }
    normalize(count);
    for (int row = 0; row < count; row++) {
      odds[row] -= logSums[row];
    }
  }

  private void readScores(int first, int count) {
    int length = count * classes;
    rows.values().get(first * classes, values, 0, length);
    if (rowsAreProbabilities) {
      for (int row = 0; row < count; row++) {
        requireDistribution(first + row, row * classes);
      }
      for (int i = 0; i < length; i++) {
        logarithms[i] = inverseTemperature * Math.log(values[i]);
      }
    } else {
      for (int i = 0; i < length; i++) {
        logarithms[i] = inverseTemperature * values[i];
      }
    }
    if (logarithmOfZero != Double.NEGATIVE_INFINITY) {
      for (int i = 0; i < length; i++) {
        if (logarithms[i] == Double.NEGATIVE_INFINITY) {
          logarithms[i] = inverseTemperature * logarithmOfZero;
        }
      }
    }
  }

  /** Turns scores into logarithms and keeps the logarithms of the sums of their exponentials. */
  private void normalize(int count) {
    for (int row = 0; row < count; row++) {
      int start = row * classes;
      double largest = largest(logarithms, start, start + classes);
      for (int i = start; i < start + classes; i++) {
        logarithms[i] -= largest;
      }
      logSums[row] = largest;
    }
    exponential.evaluate(logarithms, probabilities, count * classes);
    for (int row = 0; row < count; row++) {
      int start = row * classes;
      double sum = UnrolledSum.of(probabilities, start, classes);
      double logSum = Math.log(sum);
      double factor = 1 / sum;
      for (int i = start; i < start + classes; i++) {
        logarithms[i] -= logSum;
        probabilities[i] *= factor;
      }
      logSums[row] += logSum;
    }
  }

  /** The largest number; one that is not a number is passed over. */
  private static double largest(double[] numbers, int start, int end) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      if (numbers[i] > largest) {
        largest = numbers[i];
      }
    }
    return largest;
  }

  private void requireDistribution(int index, int start) {
    double sum = 0;
    double smallest = 0;
    for (int i = start; i < start + classes; i++) {
      sum += values[i];
      smallest = Math.min(smallest, values[i]);
    }
    if (smallest < 0 || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "Row "
              + index
              + " of the teacher's probabilities sums to "
              + sum
              + " with a smallest value of "
              + smallest
              + "; outputs before softmax must be given as logits");
    }
  }
}
