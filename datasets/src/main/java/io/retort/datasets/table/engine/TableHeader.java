package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table, and the places that messages name. */
public final class TableHeader {
  /** The name of a column that has none. */
  static final String UNNAMED = "";

  private final TableOrigin origin;
  private final List<TableColumnType> types;
  private final List<String> columns;
  private final Map<String, Integer> places = new HashMap<>();

  private TableHeader(TableOrigin origin, List<String> columns, List<TableColumnType> types) {
    this.origin = origin;
    this.columns = columns;
    this.types = types;
    for (int i = 0; i < columns.size(); i++) {
      places.putIfAbsent(columns.get(i), i);
    }
  }

  /**
   * Columns of which each cell says itself what it is.
   *
   * @param columns their names; an empty one where a column has none
   * @return a header
   */
  public static TableHeader of(TableOrigin origin, List<String> columns) {
    return of(origin, columns, columns.stream().map(name -> TableColumnType.UNKNOWN).toList());
  }

  /**
   * Columns of known types.
   *
   * @param columns their names
   * @param types their types
   * @return a header
   */
  public static TableHeader of(
      TableOrigin origin, List<String> columns, List<TableColumnType> types) {
    return new TableHeader(origin, List.copyOf(columns), List.copyOf(types));
  }

  /** Where the table comes from. */
  public TableOrigin origin() {
    return origin;
  }

  /** The names of all columns; a column without a name has an empty one. */
  public List<String> columns() {
    return columns;
  }

  /** The number of columns. */
  public int size() {
    return columns.size();
  }

  /** Whether a column is called so. */
  public boolean has(String name) {
    return places.containsKey(name);
  }

  /** What is in a column. */
  TableColumnType type(int column) {
    return types.get(column);
  }

  /**
   * The place of a column, which the configuration has named under a key.
   *
   * @throws RetortException if there is none, with the columns that there are
   */
  public int column(String name, String key) {
    Integer place = places.get(name);
    if (place == null) {
      throw new RetortException(
          ErrorKind.DATA,
          origin.subject()
              + " has no column '"
              + name
              + "', which the key "
              + key
              + " names; its columns are "
              + Echo.of(columns)
              + hint());
    }
    return place;
  }

  /**
   * Refuses a name that two columns have; several without a name are allowed where they are out.
   */
  public void requireDifferentNames(boolean unnamedAllowed) {
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (places.get(name) != i && !(name.isEmpty() && unnamedAllowed)) {
        throw new RetortException(
            ErrorKind.DATA,
            origin.subject()
                + " has two columns "
                + (name.isEmpty()
                    ? "without a name; give them names, or name '' under ignore"
                    : "called '" + name + "'; rename one")
                + hint());
      }
    }
  }

  /** What may be wrong with the names of the columns, where they are not what was expected. */
  String hint() {
    return origin.hint(columns);
  }

  /** What to throw about a cell: its place, and a sentence about it. */
  public RetortException problem(long line, int column, String sentence) {
    String name = columns.get(column);
    return new RetortException(
        ErrorKind.DATA,
        origin.place(line)
            + (name.isEmpty() ? ", column without a name" : ", column '" + Echo.of(name) + "'")
            + ": "
            + sentence
            + (name.isEmpty() ? "; to leave the column out, name '' under ignore" : "")
            + origin.hint(line, columns));
  }
}
