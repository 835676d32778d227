package io.retort.core.data;

import java.util.Arrays;

/**
 * Brings numbers to the mean 0 and the deviation 1: {@code (x − mean) / deviation}. Every scaler of
 * inputs and of targets is this one.
 *
 * @param mean is subtracted first
 * @param deviation the population's standard deviation, by which the difference is divided; 0 for
 *     numbers that do not vary, all of which become 0
 */
public record Standardization(double mean, double deviation) {

  /** Leaves numbers as they are. */
  public static final Standardization NONE = new Standardization(0, 1);

  /** The distance from 1 to the next larger double. */
  private static final double EPSILON = Math.ulp(1.0);

  public Standardization {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
      throw new IllegalArgumentException(
          "A mean is finite and a deviation at least 0, not " + mean + " and " + deviation);
    }
  }

  /**
   * The standardization of some numbers. They count as constant where their variance is within the
   * rounding of its own computation, by the bound of scikit-learn's {@code StandardScaler}, which
   * is that of Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983.
   *
   * @param values at least one number, all finite
   * @return their mean and deviation
   */
  public static Standardization of(double[] values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("There are no numbers to standardize");
    }
    // Scaled, so that squares of very large or small numbers stay in range.
    double largest = Arrays.stream(values).map(Math::abs).max().getAsDouble();
    if (largest == 0) {
      return new Standardization(0, 0);
    }
    double unit = Math.scalb(1.0, Math.getExponent(largest));
    double mean = 0;
    for (double value : values) {
      mean += value / unit / n;
    }
    double sum = 0;
    double rounding = 0;
    for (double value : values) {
      double difference = value / unit - mean;
      sum += difference * difference;
      rounding += difference;
    }
    // Second pass with the correction for the rounding of the mean.
    double variance = Math.max(0, (sum - rounding * rounding / n) / n);
    double bound = n * EPSILON * variance + square(n * mean * EPSILON);
    mean += rounding / n;
    return new Standardization(mean * unit, variance <= bound ? 0 : Math.sqrt(variance) * unit);
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * Whether the numbers do not vary.
   *
   * @return true if every number becomes 0
   */
  public boolean constant() {
    return deviation == 0;
  }

  /**
   * Standardizes a number.
   *
   * @param value in the units of the data
   * @return in deviations from the mean
   */
  public double apply(double value) {
    return deviation == 0 ? 0 : (value - mean) / deviation;
  }

  /**
   * The inverse of {@link #apply}.
   *
   * @param standardized in deviations from the mean
   * @return in the units of the data; the mean for numbers that do not vary
   */
  public double invert(double standardized) {
    return mean + standardized * deviation;
  }
}
