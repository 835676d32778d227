package io.retort.datasets;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a CSV file, and the places that messages name. */
final class CsvHeader {
  /** The name of a column that has none. */
  static final String UNNAMED = "";

  /** The characters that may have been meant as separators. */
  private static final List<String> SEPARATORS = List.of(";", "\t", "|", ",");

  private final Path file;
  private final List<String> columns;
  private final boolean written;
  private final boolean rowNames;
  private final Map<String, Integer> places = new HashMap<>();

  private CsvHeader(Path file, List<String> columns, boolean written, boolean rowNames) {
    this.file = file;
    this.columns = columns;
    this.written = written;
    this.rowNames = rowNames;
    for (int i = 0; i < columns.size(); i++) {
      places.putIfAbsent(columns.get(i), i);
    }
  }

  /**
   * The columns that a file names itself, or that are numbered.
   *
   * @param written whether the file's first line names them
   * @param rowNames whether the first of them is one of row names that the first line leaves out
   */
  static CsvHeader of(Path file, List<String> columns, boolean written, boolean rowNames) {
    return new CsvHeader(file, List.copyOf(columns), written, rowNames);
  }

  Path file() {
    return file;
  }

  /** The names of all columns; a column without a name has an empty one. */
  List<String> columns() {
    return columns;
  }

  int size() {
    return columns.size();
  }

  boolean rowNames() {
    return rowNames;
  }

  boolean has(String name) {
    return places.containsKey(name);
  }

  /** The place of a column, which the configuration has named under a key. */
  int column(String name, String key) {
    Integer place = places.get(name);
    if (place == null) {
      throw new RetortException(
          ErrorKind.DATA,
          "The table "
              + file
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
  void requireDifferentNames(boolean unnamedAllowed) {
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (places.get(name) != i && !(name.isEmpty() && unnamedAllowed)) {
        throw new RetortException(
            ErrorKind.DATA,
            "The table "
                + file
                + " has two columns "
                + (name.isEmpty()
                    ? "without a name; give them names, or name '' under ignore"
                    : "called '" + name + "'; rename one")
                + hint());
      }
    }
  }

  /** What may be wrong with the first line, where its names are not what was expected. */
  String hint() {
    if (!written) {
      return "; if the first line names the columns, set header to true";
    }
    Optional<String> number = columns.stream().filter(CsvNumbers.WITH_POINT::isNumber).findFirst();
    if (number.isPresent()) {
      return "; '"
          + number.get()
          + "' is a number: if the first line is not a header, set header to false, and call the"
          + " columns 1, 2, 3…";
    }
    return SEPARATORS.stream()
        .filter(mark -> columns.size() == 1 && columns.get(0).contains(mark))
        .findFirst()
        .map(
            mark -> "; if they are separated by '" + mark.replace("\t", "\\t") + "', set separator")
        .orElse("");
  }

  RetortException problem(long line, int column, String sentence) {
    String name = columns.get(column);
    return new RetortException(
        ErrorKind.DATA,
        file
            + ", line "
            + line
            + (name.isEmpty() ? ", column without a name" : ", column '" + Echo.of(name) + "'")
            + ": "
            + sentence
            + (name.isEmpty() ? "; to leave the column out, name '' under ignore" : "")
            + (line == 1 && !written ? hint() : ""));
  }

  /** A row has another number of cells than the first line. */
  RetortException misfit(CsvRow row) {
    int names = rowNames ? columns.size() - 1 : columns.size();
    int shorter = Math.min(names, row.size());
    boolean onlySeparators =
        (row.size() > names ? row.cells() : columns)
            .subList(shorter, Math.max(names, row.size())).stream().allMatch(String::isEmpty);
    return new RetortException(
        ErrorKind.DATA,
        file
            + ", line "
            + row.line()
            + ": the row has "
            + row.size()
            + " cells, but the first line has "
            + names
            + (onlySeparators
                ? (row.size() > names ? ": it" : ": that one")
                    + " ends with a separator, after which there is nothing; remove the separators"
                    + " at the ends of lines, or end all lines with one"
                : "; correct the row, quote cells that contain the separator, or set the"
                    + " separator"));
  }
}
