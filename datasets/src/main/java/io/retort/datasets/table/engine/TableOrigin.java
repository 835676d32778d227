package io.retort.datasets.table.engine;

import io.retort.core.RetortException;
import java.util.List;

/** Where a table comes from, in the words of messages and the keys of the configuration. */
public interface TableOrigin {

  /**
   * The key of the data set that says where the table to train with is; that of the test table has
   * {@code test-} before it.
   *
   * @return such as {@code file}
   */
  String key();

  /**
   * What the table is called within a sentence.
   *
   * @return such as the path of its file
   */
  String name();

  /**
   * What the table is called as the first words of a sentence.
   *
   * @return by default {@code The table NAME}
   */
  default String subject() {
    return "The table " + name();
  }

  /**
   * What a row is called.
   *
   * @param line as {@link TableRow#line} gives it
   * @return such as {@code line 7}
   */
  String row(long line);

  /**
   * What begins a sentence about a row.
   *
   * @param line as {@link TableRow#line} gives it
   * @return by default {@code NAME, line 7}
   */
  default String place(long line) {
    return name() + ", " + row(line);
  }

  /**
   * What may be wrong where the columns are not called as was expected.
   *
   * @param columns their names
   * @return a clause that begins with a semicolon, or an empty text
   */
  default String hint(List<String> columns) {
    return "";
  }

  /**
   * What may be wrong with a row besides what was found in a cell.
   *
   * @param line as {@link TableRow#line} gives it
   * @param columns the names of the columns
   * @return a clause that begins with a semicolon, or an empty text
   */
  default String hint(long line, List<String> columns) {
    return "";
  }

  /**
   * What is said of a column without a name that is left out.
   *
   * @return a clause that ends before "is left out"
   */
  default String unnamed() {
    return "a column without a name";
  }

  /**
   * The table has no rows.
   *
   * @return what to throw
   */
  RetortException noRows();

  /**
   * How a cell becomes one whose value is missing.
   *
   * @return such as {@code add it to missing-marks}
   */
  String toBeMissing();

  /**
   * What to do where rows do not fit in memory, other than to use more of it.
   *
   * @return clauses such as {@code use fewer rows}
   */
  String toSaveMemory();
}
