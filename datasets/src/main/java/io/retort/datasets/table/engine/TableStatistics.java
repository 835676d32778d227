package io.retort.datasets.table.engine;

import io.retort.core.data.IndexSet;
import io.retort.core.data.Standardization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What some rows of a table say about its columns. The rows are gone through a few times, and each
 * time for all columns.
 */
final class TableStatistics {
  private final List<Optional<Standardization>> inputs;
  private final List<Optional<Standardization>> labels;
  private final List<int[]> counts;

  private TableStatistics(
      List<Optional<Standardization>> inputs,
      List<Optional<Standardization>> labels,
      List<int[]> counts) {
    this.inputs = inputs;
    this.labels = labels;
    this.counts = counts;
  }

  static TableStatistics of(Table table, IndexSet rows) {
    List<TableColumn> columns = table.columns();
    List<Optional<Standardization>> found = standardizations(table.rows(), columns, rows);
    int inputs = table.inputs().size();
    return new TableStatistics(
        found.subList(0, inputs),
        found.subList(inputs, columns.size()),
        counts(table.rows(), table.inputs(), rows));
  }

  private static List<Optional<Standardization>> standardizations(
      PackedRows table, List<TableColumn> columns, IndexSet rows) {
    int[] numeric =
        IntStream.range(0, columns.size())
            .filter(column -> columns.get(column) instanceof TableColumn.Numbers)
            .toArray();
    double[] numbers = new double[numeric.length];
    List<Optional<Standardization>> found =
        Standardization.of(
            numeric.length,
            each ->
                table.read(
                    rows,
                    (index, row) -> {
                      for (int i = 0; i < numeric.length; i++) {
                        numbers[i] = row[numeric[i]];
                      }
                      each.accept(numbers);
                    }));
    List<Optional<Standardization>> all = new ArrayList<>();
    columns.forEach(column -> all.add(Optional.empty()));
    for (int i = 0; i < numeric.length; i++) {
      all.set(numeric[i], found.get(i));
    }
    return all;
  }

  private static List<int[]> counts(PackedRows table, List<TableColumn> inputs, IndexSet rows) {
    List<int[]> counts = new ArrayList<>();
    for (TableColumn input : inputs) {
      counts.add(new int[input instanceof TableColumn.Words words ? words.dictionary().size() : 0]);
    }
    int[] categorical =
        IntStream.range(0, inputs.size())
            .filter(column -> inputs.get(column) instanceof TableColumn.Words)
            .toArray();
    if (categorical.length > 0) {
      table.read(
          rows,
          (index, row) -> {
            for (int column : categorical) {
              if (!Double.isNaN(row[column])) {
                counts.get(column)[(int) row[column]]++;
              }
            }
          });
    }
    return counts;
  }

  /** The standardization of an input; empty if it is none of numbers, or all are missing. */
  Optional<Standardization> input(int column) {
    return inputs.get(column);
  }

  /** The same of a label. */
  Optional<Standardization> label(int column) {
    return labels.get(column);
  }

  /** How often each word of the dictionary of an input is in the rows. */
  int[] counts(int column) {
    return counts.get(column);
  }
}
