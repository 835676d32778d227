package io.retort.datasets;

import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line the line that it begins in, from 1 on
 * @param cells its cells: as they are where they were quoted, without blanks around them otherwise
 * @param quoted whether the first cell was quoted
 */
record CsvRow(long line, List<String> cells, boolean quoted) {

  String cell(int column) {
    return cells.get(column);
  }

  int size() {
    return cells.size();
  }
}
