package io.retort.datasets.table.engine;

import java.util.List;

/**
 * All that is kept of a table.
 *
 * @param rows the numbers of its rows
 * @param words for each column the words that its numbers stand for; none if they are numbers
 */
record PackedTable(PackedRows rows, List<List<String>> words) {
  PackedTable {
    words = words.stream().map(List::copyOf).toList();
  }
}
