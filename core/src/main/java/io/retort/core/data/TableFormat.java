package io.retort.core.data;

import java.util.List;

/**
 * How a table is written, and what is done where its cells are missing: plain data that is saved
 * with every model that has learned from one, so that files of new rows are read alike.
 *
 * @param header whether the first line names the columns; without, they are called 1, 2, 3…
 * @param separator the character between cells
 * @param decimal the mark before the fraction of a number, a point or a comma
 * @param missingMarks the cells that stand for a missing value
 * @param missing what is done about a missing value
 */
public record TableFormat(
    boolean header,
    char separator,
    char decimal,
    List<String> missingMarks,
    MissingValues missing) {

  /** A table as most are: a header, commas, points, and the mean for what is missing. */
  public static final TableFormat USUAL =
      new TableFormat(true, ',', '.', List.of("", "?", "NA"), MissingValues.FILL);

  /**
   * The most characters of a cell, in training data, recorded outputs and raw rows to predict
   * alike: a quote that is never closed makes one cell of the rest of the file, which must not fill
   * the memory.
   */
  public static final int LONGEST_CELL = 1 << 27;

  public TableFormat {
    if (decimal != '.' && decimal != ',') {
      throw new IllegalArgumentException(
          "the decimal mark of a table is '.' or ',', not '" + decimal + "'");
    }
    missingMarks = List.copyOf(missingMarks);
  }
}
