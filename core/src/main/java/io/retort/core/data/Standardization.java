package io.retort.core.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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
    double[] row = new double[1];
    return of(
            1,
            each -> {
              for (double value : values) {
                row[0] = value;
                each.accept(row);
              }
            })
        .get(0)
        .orElseThrow(() -> new IllegalArgumentException("There are no numbers to standardize"));
  }

  /**
   * The standardizations of the columns of a table, which need not be in memory: its rows are gone
   * through three times, and each time for all columns.
   *
   * @param columns how many numbers a row has
   * @param rows the rows; NaN stands for a number that is missing, and does not count
   * @return one for each column, the same as if its numbers were given alone; empty for a column in
   *     which all are missing
   */
  public static List<Optional<Standardization>> of(int columns, Rows rows) {
    ColumnMoments moments = new ColumnMoments(columns);
    rows.forEach(moments::look);
    rows.forEach(moments::add);
    rows.forEach(moments::compare);
    return IntStream.range(0, columns)
        .mapToObj(
            column ->
                moments.isKnown(column)
                    ? Optional.of(
                        new Standardization(moments.mean(column), moments.deviation(column)))
                    : Optional.<Standardization>empty())
        .toList();
  }

  /** Rows that can be gone through again. */
  @FunctionalInterface
  public interface Rows {

    /**
     * Goes through all rows, each time in the same order.
     *
     * @param each is given every row, in an array that may be the same
     */
    void forEach(Consumer<double[]> each);
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
