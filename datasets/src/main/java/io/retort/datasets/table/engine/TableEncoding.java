package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.data.UnknownCategory;
import io.retort.core.tensor.Shape;
import io.retort.core.text.Tokenizer;
import io.retort.datasets.table.TableText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How rows become inputs: what some of the rows of a training table say about its columns. */
final class TableEncoding {
  private final List<InputColumn> columns;
  private final List<Map<String, Integer>> categories;
  private final Optional<Tokenizer> tokenizer;
  private final Shape shape;

  private TableEncoding(List<InputColumn> columns, TableSettings settings) {
    this.columns = List.copyOf(columns);
    this.tokenizer = settings.text().map(TableText::tokenizer);
    this.categories = columns.stream().map(TableEncoding::places).toList();
    this.shape = Shape.of(columns.stream().mapToInt(InputColumn::width).sum());
  }

  private static Map<String, Integer> places(InputColumn column) {
    return column.match(number -> Map.of(), TableEncoding::places, text -> Map.of());
  }

  private static Map<String, Integer> places(InputColumn.Categorical column) {
    Map<String, Integer> places = new HashMap<>();
    column.categories().forEach(category -> places.put(category, places.size()));
    return places;
  }

  /** The encoding that some rows of a table say. */
  static TableEncoding fit(Table table, IndexSet rows, TableStatistics statistics) {
    List<InputColumn> columns =
        IntStream.range(0, table.layout().inputs().size())
            .mapToObj(column -> fit(table, rows, statistics, column))
            .toList();
    return new TableEncoding(columns, table.layout().settings());
  }

  private static InputColumn fit(
      Table table, IndexSet rows, TableStatistics statistics, int column) {
    TableSettings settings = table.layout().settings();
    String name = table.layout().inputs().get(column).name();
    if (settings.text().isPresent()) {
      return settings.text().get().input();
    }
    if (table.input(column) instanceof TableColumn.Words words) {
      int[] counts = statistics.counts(column);
      TreeSet<String> present = new TreeSet<>();
      IntStream.range(0, counts.length)
          .filter(code -> counts[code] > 0)
          .forEach(code -> present.add(words.dictionary().get(code)));
      requireValues(!present.isEmpty(), table, rows, column);
      // The first in the alphabet of those that are equally frequent.
      Map<String, Integer> codes = words.codes();
      String mostFrequent =
          present.stream()
              .reduce(
                  (best, next) -> counts[codes.get(next)] > counts[codes.get(best)] ? next : best)
              .orElseThrow();
      return new InputColumn.Categorical(
          name, List.copyOf(present), mostFrequent, settings.unknown());
    }
    Optional<Standardization> known = statistics.input(column);
    requireValues(known.isPresent(), table, rows, column);
    Standardization scaling = known.orElseThrow();
    return new InputColumn.Numeric(
        name, settings.standardise() ? scaling : Standardization.NONE, scaling.mean());
  }

  private static void requireValues(boolean some, Table table, IndexSet rows, int column) {
    if (!some) {
      throw table.inputProblem(
          rows.get(0),
          column,
          rows.size() == table.size()
              ? "every value is missing; name the column under ignore"
              : "every value is missing in the rows that are trained with; name the column under"
                  + " ignore, or train with more rows");
    }
  }

  /** Numbers as they are, and texts. */
  static TableEncoding plain(TableLayout layout) {
    Optional<TableText> text = layout.settings().text();
    return new TableEncoding(
        layout.inputs().stream()
            .<InputColumn>map(
                input ->
                    text.isPresent()
                        ? text.get().input()
                        : new InputColumn.Numeric(input.name(), Standardization.NONE, 0))
            .toList(),
        layout.settings());
  }

  /** What is saved with models. */
  InputPreparation preparation(TableSettings settings) {
    return new InputPreparation.Table(columns, settings.format());
  }

  List<InputColumn> columns() {
    return columns;
  }

  /** The place of each category of a column; none for other columns. */
  Map<String, Integer> categories(int column) {
    return categories.get(column);
  }

  /** What splits texts, where a column has some. */
  Optional<Tokenizer> tokenizer() {
    return tokenizer;
  }

  Shape shape() {
    return shape;
  }

  /**
   * Counts the rows whose category is unknown, by the number of their column.
   *
   * @throws io.retort.core.RetortException at the first, where they must be refused
   */
  Map<Integer, Long> unknown(Table table) {
    Map<Integer, Long> found = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      // Rows are gone through only where there is something to find.
      if (table.input(column) instanceof TableColumn.Words words
          && !categories.get(column).keySet().containsAll(words.dictionary())) {
        found.put(column, unknown(table, column, words));
      }
    }
    return found;
  }

  private long unknown(Table table, int column, TableColumn.Words words) {
    boolean[] known = new boolean[words.dictionary().size()];
    for (int code = 0; code < known.length; code++) {
      known[code] = categories.get(column).containsKey(words.dictionary().get(code));
    }
    long count = 0;
    for (int row = 0; row < table.size(); row++) {
      if (!words.missing(row) && !known[words.code(row)]) {
        requireAllowed(table, row, column, words.get(row));
        count++;
      }
    }
    return count;
  }

  private void requireAllowed(Table table, int row, int column, String category) {
    InputColumn.Categorical categorical = (InputColumn.Categorical) columns.get(column);
    if (categorical.unknown() == UnknownCategory.REFUSE) {
      throw table.inputProblem(
          row,
          column,
          "the category '"
              + category
              + "' is not among those of the rows that are trained with, "
              + Echo.of(categorical.categories())
              + "; correct it, train with such a row, or set unknown to ignore or own");
    }
  }
}
