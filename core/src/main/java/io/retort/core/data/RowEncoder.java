package io.retort.core.data;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prepares rows of a table as those were prepared that a model has learned from. Immutable, and
 * usable from several threads.
 */
public final class RowEncoder {
  private final List<InputColumn> columns;
  private final TableFormat format;
  private final Set<String> missingMarks;
  private final List<Map<String, Integer>> places;
  private final List<CellWriter> writers;
  private final Set<String> names;
  private final int width;

  /**
   * An encoder of numbers and categories.
   *
   * @param table how the cells of each column become values
   */
  public RowEncoder(InputPreparation.Table table) {
    this(
        table,
        text -> {
          throw new IllegalArgumentException("The table has texts, and nothing splits them");
        });
  }

  /**
   * An encoder.
   *
   * @param table how the cells of each column become values
   * @param restored makes the tokenizers of texts again
   */
  public RowEncoder(InputPreparation.Table table, Function<SavedTokenizer, Tokenizer> restored) {
    this.columns = table.columns();
    this.format = table.format();
    this.missingMarks = Set.copyOf(format.missingMarks());
    this.places = this.columns.stream().map(RowEncoder::places).toList();
    this.writers =
        IntStream.range(0, this.columns.size())
            .mapToObj(
                i ->
                    this.columns
                        .get(i)
                        .match(
                            this::numbers,
                            column -> categories(i, column),
                            column -> texts(column, restored.apply(column.tokenizer()))))
            .toList();
    this.names = columns.stream().map(InputColumn::name).collect(Collectors.toUnmodifiableSet());
    this.width = this.columns.stream().mapToInt(InputColumn::width).sum();
  }

  private static Map<String, Integer> places(InputColumn column) {
    return column.match(number -> Map.of(), RowEncoder::places, text -> Map.of());
  }

  private static Map<String, Integer> places(InputColumn.Categorical column) {
    Map<String, Integer> places = new HashMap<>();
    column.categories().forEach(category -> places.put(category, places.size()));
    return places;
  }

  /** Writes the values of a column's cells. */
  private interface CellWriter {
    void write(Object cell, RowListener listener, float[] values, int offset);
  }

  private CellWriter numbers(InputColumn.Numeric column) {
    return (cell, listener, values, offset) -> {
      Object present = present(column, cell, listener);
      values[offset] = column.value(present == null ? column.fill() : number(column, present));
    };
  }

  private CellWriter categories(int index, InputColumn.Categorical column) {
    return (cell, listener, values, offset) -> {
      Object present = present(column, cell, listener);
      String category = present == null ? column.fill() : text(column, present);
      if (!places.get(index).containsKey(category)) {
        listener.unknown(column);
      }
      place(index, category).ifPresent(place -> values[offset + place] = 1);
    };
  }

  /** What marks a missing number or category is a text like any other, and no text an empty one. */
  private CellWriter texts(InputColumn.Text column, Tokenizer tokenizer) {
    return (cell, listener, values, offset) -> {
      String text = cell == null ? "" : text(column, cell);
      column.write(tokenizer.tokens(text, column.length()), values, offset);
    };
  }

  /**
   * The columns.
   *
   * @return in the order of their values
   */
  public List<InputColumn> columns() {
    return columns;
  }

  /**
   * How many values a row becomes.
   *
   * @return at least 0
   */
  public int width() {
    return width;
  }

  /**
   * Prepares a row.
   *
   * @param row the cells by the names of their columns: numbers, categories and texts as they stand
   *     in the table, or truth values, which are 1 and 0 where numbers belong; {@code null}, and a
   *     text that marks one in the table, for one that is missing. Instead of a text, {@code null}
   *     is an empty one. Other columns are passed over
   * @return the values of the input
   * @throws RetortException naming the column that the row does not have, or whose cell is not a
   *     number or not a known category, or is missing where the table had to be complete
   */
  public float[] encode(Map<String, ?> row) {
    return encode(row, RowListener.NONE);
  }

  /**
   * Prepares a row.
   *
   * @param row see {@link #encode(Map)}
   * @param listener told of cells that are worth counting
   * @return the values of the input
   * @throws RetortException see {@link #encode(Map)}
   */
  public float[] encode(Map<String, ?> row, RowListener listener) {
    requireColumns(row.keySet());
    if (row.size() > columns.size()) {
      row.keySet().stream().filter(name -> !names.contains(name)).forEach(listener::passedOver);
    }
    float[] values = new float[width];
    int offset = 0;
    for (int i = 0; i < columns.size(); i++) {
      InputColumn column = columns.get(i);
      writers.get(i).write(row.get(column.name()), listener, values, offset);
      offset += column.width();
    }
    return values;
  }

  /** The cell, or null if it is missing and may be. */
  private Object present(InputColumn column, Object cell, RowListener listener) {
    if (cell != null && !missingMarks.contains(cell)) {
      return cell;
    } else if (format.missing() == MissingValues.ERROR) {
      throw problem(
          column, "no value, and the table of the training had to be complete; give a value");
    }
    listener.filled(column);
    return null;
  }

  /**
   * The value, among those of a column of categories, that is 1 for a category.
   *
   * @param column the column's number, from 0
   * @param category a category, perhaps an unknown one
   * @return its place, from 0; empty if it is unknown and all values are 0 then
   * @throws RetortException if it is unknown and such are refused
   */
  public OptionalInt place(int column, String category) {
    InputColumn.Categorical categorical = (InputColumn.Categorical) columns.get(column);
    Integer known = places.get(column).get(category);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return switch (categorical.unknown()) {
      case OWN -> OptionalInt.of(categorical.categories().size());
      case IGNORE -> OptionalInt.empty();
      case REFUSE ->
          throw problem(
              categorical,
              "the category '"
                  + Echo.of(category)
                  + "', which was not there in training; known: "
                  + Echo.of(categorical.categories()));
    };
  }

  private void requireColumns(Set<String> given) {
    List<String> absent = new ArrayList<>();
    for (InputColumn column : columns) {
      if (!given.contains(column.name())) {
        absent.add(column.name());
      }
    }
    if (!absent.isEmpty()) {
      Set<String> others = new LinkedHashSet<>(given);
      columns.forEach(column -> others.remove(column.name()));
      throw new RetortException(
          ErrorKind.DATA,
          "The row lacks the columns "
              + Echo.of(absent)
              + (others.isEmpty() ? "" : " and has " + Echo.of(List.copyOf(others)))
              + "; give each column of the training data, with null for a missing value");
    }
  }

  private double number(InputColumn column, Object cell) {
    double number;
    String text = cell.toString().strip();
    if (cell instanceof Number value) {
      number = value.doubleValue();
    } else if (cell instanceof Boolean flag) {
      number = flag ? 1 : 0;
    } else if (cell instanceof CharSequence && DecimalNumber.matches(text, format.decimal())) {
      number = Double.parseDouble(text.replace(format.decimal(), '.'));
    } else {
      throw problem(column, "'" + Echo.of(cell.toString()) + "', which is not a number");
    }
    if (!Float.isFinite((float) number)) {
      throw problem(column, Echo.of(text) + ", which is not a finite 32-bit number");
    }
    return number;
  }

  private String text(InputColumn column, Object cell) {
    if (cell instanceof CharSequence || cell instanceof Boolean) {
      return cell.toString();
    } else if (cell instanceof Number number) {
      return DecimalNumber.text(number, format.decimal());
    }
    String kind =
        cell instanceof Iterable
            ? "a list"
            : cell instanceof Map ? "a mapping" : "an object of " + cell.getClass();
    throw problem(column, kind + ", where a text or a number belongs");
  }

  private static RetortException problem(InputColumn column, String what) {
    return new RetortException(
        ErrorKind.DATA, "The row's column '" + column.name() + "' has " + what);
  }
}
