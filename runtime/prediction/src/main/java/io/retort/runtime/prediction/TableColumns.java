package io.retort.runtime.prediction;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import java.nio.file.Path;
import java.util.List;

/** The columns of a table of raw rows. */
final class TableColumns {

  private TableColumns() {}

  /**
   * Makes sure that a table has the columns that a student reads: before the first row is read, so
   * that it is said of the table, also of one without rows.
   *
   * @param names those of the table
   * @param expected those of the student
   */
  static void require(Path table, List<String> names, List<InputColumn> expected) {
    List<String> absent =
        expected.stream().map(InputColumn::name).filter(name -> !names.contains(name)).toList();
    if (!absent.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The table "
              + table
              + " has the columns "
              + Echo.of(names)
              + " and lacks "
              + Echo.of(absent)
              + "; write it as the table of the training");
    }
  }
}
