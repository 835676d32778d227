package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a CSV file, as many in each row as there are columns.
 *
 * @param file where it was read from
 * @param columns the names of the columns
 * @param rows the rows without the header; none while they are still being read
 */
record CsvTable(Path file, List<String> columns, List<CsvRecord> rows) {

  static CsvTable read(Path file, char separator, boolean header) {
    try (CsvRows open = CsvRows.open(file, separator, header)) {
      List<CsvRecord> rows = new ArrayList<>();
      for (CsvRecord row = open.next(); row != null; row = open.next()) {
        rows.add(row);
      }
      if (rows.isEmpty()) {
        throw empty(file, header);
      }
      return new CsvTable(file, open.table().columns(), rows);
    }
  }

  static RetortException empty(Path file, boolean header) {
    return new RetortException(
        "The table "
            + file
            + " has no rows"
            + (header ? " below its header; if it has no header, set header to false" : ""));
  }

  /** The place of a column, which the configuration has named under a key. */
  int column(String name, String key) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new RetortException(
          "The table "
              + file
              + " has no column '"
              + name
              + "', which the key "
              + key
              + " names; its columns are "
              + columns);
    }
    return index;
  }

  String cell(CsvRecord row, int column) {
    return row.getField(column).strip();
  }

  RetortException problem(CsvRecord row, int column, String sentence) {
    return new RetortException(
        file
            + ", line "
            + row.getStartingLineNumber()
            + ", column '"
            + columns.get(column)
            + "': "
            + sentence);
  }
}
