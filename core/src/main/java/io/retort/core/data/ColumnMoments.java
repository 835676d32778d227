package io.retort.core.data;

import java.util.Arrays;

/**
 * Means and variances of columns, in three passes over the rows: to {@link #look} for the largest
 * numbers, to {@link #add} up the means, and to {@link #compare} numbers with them.
 */
final class ColumnMoments {
  /** The distance from 1 to the next larger double. */
  private static final double EPSILON = Math.ulp(1.0);

  private final int[] counts;
  private final double[] largest;

  /** What numbers are divided by, so that squares of very large or small ones stay in range. */
  private final double[] units;

  private final double[] means;
  private final double[] squares;
  private final double[] roundings;

  ColumnMoments(int columns) {
    counts = new int[columns];
    largest = new double[columns];
    units = new double[columns];
    Arrays.fill(units, 1);
    means = new double[columns];
    squares = new double[columns];
    roundings = new double[columns];
  }

  void look(double[] row) {
    for (int column = 0; column < counts.length; column++) {
      double size = Math.abs(row[column]);
      if (!Double.isNaN(size)) {
        counts[column]++;
        if (size > largest[column]) {
          largest[column] = size;
          units[column] = Math.scalb(1.0, Math.getExponent(size));
        }
      }
    }
  }

  void add(double[] row) {
    for (int column = 0; column < counts.length; column++) {
      double value = row[column];
      if (!Double.isNaN(value)) {
        means[column] += value / units[column] / counts[column];
      }
    }
  }

  void compare(double[] row) {
    for (int column = 0; column < counts.length; column++) {
      double value = row[column];
      if (!Double.isNaN(value)) {
        double difference = value / units[column] - means[column];
        squares[column] += difference * difference;
        roundings[column] += difference;
      }
    }
  }

  /** Whether a column has any numbers. */
  boolean isKnown(int column) {
    return counts[column] > 0;
  }

  double mean(int column) {
    // With the correction for the rounding of the mean.
    return (means[column] + roundings[column] / counts[column]) * units[column];
  }

  /** The square root of the variance; 0 of numbers that are equal but for rounding. */
  double deviation(int column) {
    int n = counts[column];
    double rounding = roundings[column];
    double variance = Math.max(0, (squares[column] - rounding * rounding / n) / n);
    double bound = n * EPSILON * variance + square(n * means[column] * EPSILON);
    return variance <= bound ? 0 : Math.sqrt(variance) * units[column];
  }

  private static double square(double value) {
    return value * value;
  }
}
