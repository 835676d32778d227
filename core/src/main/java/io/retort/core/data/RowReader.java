package io.retort.core.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Raw rows that are read one after the other. */
public interface RowReader extends AutoCloseable {

  /**
   * The columns of all rows.
   *
   * @return their names
   */
  List<String> columns();

  /**
   * The next row.
   *
   * @return empty after the last
   * @throws io.retort.core.RetortException if it cannot be read, naming the file and the fix
   */
  Optional<Row> next();

  @Override
  void close();

  /**
   * A row.
   *
   * @param place where it stands, for messages: such as {@code row 7}
   * @param cells by column: a text, a number, true or false, or null where nothing is there; of
   *     columns that the student does not read, null will do
   */
  record Row(String place, Map<String, ?> cells) {}
}
