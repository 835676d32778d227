package io.retort.core.data;

import io.retort.core.image.ImageFit;
import java.util.List;
import java.util.function.Function;

/**
 * What a data set has done to raw data to make inputs of them: plain data that is saved with every
 * model, so that what it is later asked is prepared as what it has learned from.
 */
public sealed interface InputPreparation {

  /**
   * The columns that the values of an input come from.
   *
   * @return in the order of the values; empty for data that are not a table
   */
  default List<InputColumn> columns() {
    return List.of();
  }

  /**
   * Calls the function that is for this kind of data, so that what forgets one does not compile.
   *
   * @param values for {@link Values}
   * @param table for {@link Table}
   * @param pixels for {@link Pixels}
   * @param <R> what they return
   * @return what that returns
   */
  <R> R match(Function<Values, R> values, Function<Table, R> table, Function<Pixels, R> pixels);

  /**
   * What is known of columns alone.
   *
   * @param columns in the order of their values
   * @return a table in the usual format, or values as they are where there are no columns
   */
  static InputPreparation of(List<InputColumn> columns) {
    return columns.isEmpty() ? new Values() : new Table(columns, TableFormat.USUAL);
  }

  /** Nothing: inputs are values as they are given, in row-major order. */
  record Values() implements InputPreparation {
    @Override
    public <R> R match(
        Function<Values, R> values, Function<Table, R> table, Function<Pixels, R> pixels) {
      return values.apply(this);
    }
  }

  /**
   * Rows of a table.
   *
   * @param columns the columns, in the order of their values
   * @param format how the table is written
   */
  record Table(List<InputColumn> columns, TableFormat format) implements InputPreparation {

    public Table {
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R match(
        Function<Values, R> values, Function<Table, R> table, Function<Pixels, R> pixels) {
      return table.apply(this);
    }
  }

  /**
   * Pixels of an image, each of them by itself: {@code (pixel / white − mean) / deviation}.
   *
   * @param white the largest value of a pixel, such as 255
   * @param scaling what is done to values from 0 to 1
   * @param fit what was done to images of another size than the input has
   */
  record Pixels(int white, Standardization scaling, ImageFit fit) implements InputPreparation {

    /**
     * Pixels of images that all have the size of the input.
     *
     * @param white the largest value of a pixel, such as 255
     * @param scaling what is done to values from 0 to 1
     */
    public Pixels(int white, Standardization scaling) {
      this(white, scaling, ImageFit.EXACT);
    }

    @Override
    public <R> R match(
        Function<Values, R> values, Function<Table, R> table, Function<Pixels, R> pixels) {
      return pixels.apply(this);
    }

    /**
     * The value that a pixel becomes.
     *
     * @param pixel from 0 to {@code white}
     * @return in the input's scale
     */
    public float value(int pixel) {
      return value(pixel, white);
    }

    /**
     * The value that a pixel of an image with another scale becomes.
     *
     * @param pixel from 0 to {@code largest}
     * @param largest the largest value of a pixel of that image
     * @return in the input's scale
     */
    public float value(int pixel, int largest) {
      return (float) scaling.apply((double) pixel / largest);
    }
  }
}
