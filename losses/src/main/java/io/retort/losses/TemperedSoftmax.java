package io.retort.losses;

import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Exponential;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.UnrolledSum;

/**
 * The distributions {@code softmax(scores / T)} of some rows at a time, in 32 bits.
 *
 * <p>Logits, log-probabilities and probabilities differ only in what their scores are: a logarithm
 * of probabilities is a row of logits, and {@code softmax(log(p) / T)} is {@code p^(1/T)},
 * renormalised.
 *
 * <p>A row is kept by its scores less the largest, {@code s = (z − max z) / T}, by their
 * exponentials, and by the sum S of these in double precision: a probability is {@code exp(s) / S}
 * and its logarithm {@code s − log S}. The logarithm is never taken of a probability that came out
 * of the softmax, so that it is finite wherever the scores are. Scores are divided by T after the
 * largest is taken off, which is exact where they are close, so that large logits that differ by
 * little do not lose the difference.
 *
 * <p>Rows of few classes are loaded together, as loops over ten values are too short to become
 * vector instructions.
 */
final class TemperedSoftmax {
  /** Rounded probabilities (two decimals, ten classes) pass; logits and percentages do not. */
  private static final double SUM_TOLERANCE = 0.05;

  /** So many values, unless a row has more: enough for long loops, and few enough for the cache. */
  private static final int BLOCK = 512;

  /** The scores s of the rows that were loaded, one after another: −∞ where p is exactly 0. */
  final float[] scores;

  /** Their exponentials. */
  final float[] exponentials;

  private final Tensor rows;
  private final boolean rowsAreProbabilities;
  private final double temperature;
  private final float logarithmOfZero;
  private final int classes;
  private final double[] sums;
  private final double[] inverseSums;
  private final Exponential exponential;

  private TemperedSoftmax(
      Tensor rows,
      boolean rowsAreProbabilities,
      double temperature,
      float logarithmOfZero,
      Exponential exponential) {
    this.rows = rows;
    this.rowsAreProbabilities = rowsAreProbabilities;
    this.temperature = temperature;
    this.logarithmOfZero = logarithmOfZero;
    this.classes = rows.shape().extent(1);
    int together = rowsTogether(rows);
    this.scores = new float[together * classes];
    this.exponentials = new float[scores.length];
    this.sums = new double[together];
    this.inverseSums = new double[together];
    this.exponential = exponential;
  }

  private static int rowsTogether(Tensor rows) {
    return Math.min(rows.shape().extent(0), Math.max(1, BLOCK / rows.shape().extent(1)));
  }

  /** The rows of a student. */
  static TemperedSoftmax ofLogits(Tensor logits, double temperature) {
    return new TemperedSoftmax(
        logits,
        false,
        temperature,
        Float.NEGATIVE_INFINITY,
        new Exponential(rowsTogether(logits) * logits.shape().extent(1)));
  }

  /** The rows of a target of the same shape, at the same temperature, with zeros as they are. */
  TemperedSoftmax ofTarget(TargetKind kind, Tensor target) {
    return beside(kind, target, Float.NEGATIVE_INFINITY);
  }

  /** The same, with zeros raised to the smallest positive 32-bit number. */
  TemperedSoftmax ofTargetWithoutZeros(TargetKind kind, Tensor target) {
    return beside(kind, target, (float) Math.log(Float.MIN_VALUE));
  }

  private TemperedSoftmax beside(TargetKind kind, Tensor target, float ofZero) {
    return new TemperedSoftmax(
        target, kind == TargetKind.PROBABILITIES, temperature, ofZero, exponential);
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
    return sums.length;
  }

  /** The sum S of a loaded row's exponentials, at least 1. */
  double sum(int row) {
    return sums[row];
  }

  /** {@code 1/S}. */
  double inverseSum(int row) {
    return inverseSums[row];
  }

  /** {@code log S}. */
  double logSum(int row) {
    return Math.log(sums[row]);
  }

  /**
   * The sum of {@code log S} over the loaded rows, by a single logarithm: with at most C in each of
   * {@code BLOCK / C} rows the product is below {@code e^(BLOCK / e)}.
   */
  double sumOfLogSums(int count) {
    double product = 1;
    for (int row = 0; row < count; row++) {
      product *= sums[row];
    }
    return Math.log(product);
  }

  /** Loads the distributions of some rows. */
  void load(int first, int count) {
    read(first, count);
    for (int row = 0; row < count; row++) {
      score(row);
    }
    normalize(count);
  }

  /**
   * Loads the distributions over all classes but one, which gets probability 0 and, so that sums
   * over all classes are right, the score 0.
   *
   * @param excluded the class that is left out of each row of the batch
   * @param odds receives, for each loaded row, the log-odds of that class against all others
   *     together
   */
  void loadWithout(int first, int count, int[] excluded, double[] odds) {
    read(first, count);
    for (int row = 0; row < count; row++) {
      int index = row * classes + excluded[first + row];
      double value = scores[index];
      scores[index] = Float.NEGATIVE_INFINITY;
      odds[row] = (value - score(row)) / temperature;
    }
    normalize(count);
    for (int row = 0; row < count; row++) {
      odds[row] -= logSum(row);
      scores[row * classes + excluded[first + row]] = 0;
    }
  }

  private void read(int first, int count) {
    int length = count * classes;
    rows.values().get(first * classes, scores, 0, length);
    if (rowsAreProbabilities) {
      for (int row = 0; row < count; row++) {
        requireDistribution(first + row, row * classes);
      }
    } else if (logarithmOfZero != Float.NEGATIVE_INFINITY) {
      for (int i = 0; i < length; i++) {
        if (scores[i] == Float.NEGATIVE_INFINITY) {
          scores[i] = logarithmOfZero;
        }
      }
    }
  }

  /** Turns what was read of a row into scores and returns the largest. */
  private float score(int row) {
    int start = row * classes;
    int end = start + classes;
    float largest = largest(scores, start, end);
    if (rowsAreProbabilities) {
      for (int i = start; i < end; i++) {
        double logarithm = scores[i] == 0 ? logarithmOfZero : Math.log(scores[i]);
        scores[i] = (float) ((logarithm - Math.log(largest)) / temperature);
      }
    } else {
      float factor = (float) (1 / temperature);
      for (int i = start; i < end; i++) {
        scores[i] = (scores[i] - largest) * factor;
      }
    }
    return largest;
  }

  private void normalize(int count) {
    exponential.evaluate(scores, exponentials, count * classes);
    for (int row = 0; row < count; row++) {
      sums[row] = UnrolledSum.of(exponentials, row * classes, classes);
      inverseSums[row] = 1 / sums[row];
    }
  }

  /** The largest number; one that is not a number is passed over. */
  private static float largest(float[] numbers, int start, int end) {
    float largest = Float.NEGATIVE_INFINITY;
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
      sum += scores[i];
      smallest = Math.min(smallest, scores[i]);
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
