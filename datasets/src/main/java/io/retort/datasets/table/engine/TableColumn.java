package io.retort.datasets.table.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The cells of one column, as numbers, as words of a dictionary, or as texts. */
sealed interface TableColumn {

  /** Whether the cell of a row is missing. */
  boolean missing(int row);

  /** The number or word of a row whose cell is not missing. */
  Object cell(int row);

  /** A number or word that is equal for equal cells; for a row whose cell is not missing. */
  Object value(int row);

  /** A column of numbers. */
  record Numbers(PackedRows rows, int column) implements TableColumn {

    double get(int row) {
      return rows.get(row, column);
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(get(row));
    }

    @Override
    public Object cell(int row) {
      return get(row);
    }

    @Override
    public Object value(int row) {
      return get(row) + 0.0; // −0 is 0
    }
  }

  /** A column of texts, which grows. None is missing: one without words is empty. */
  final class Texts implements TableColumn {
    private final List<String> texts = new ArrayList<>();

    void add(String text) {
      texts.add(text);
    }

    String get(int row) {
      return texts.get(row);
    }

    long count(Predicate<String> wanted) {
      return texts.stream().filter(wanted).count();
    }

    @Override
    public boolean missing(int row) {
      return false;
    }

    @Override
    public Object cell(int row) {
      return get(row);
    }

    @Override
    public Object value(int row) {
      return get(row);
    }
  }

  /** A column of words, of which each different one is kept once, and its place in each row. */
  final class Words implements TableColumn {
    private final PackedRows rows;
    private final int column;
    private final List<String> dictionary = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    Words(PackedRows rows, int column) {
      this.rows = rows;
      this.column = column;
    }

    /** The place of a word in the dictionary, to which it is added if it is new. */
    int place(String word) {
      Integer place = places.get(word);
      if (place == null) {
        place = dictionary.size();
        places.put(word, place);
        dictionary.add(word);
      }
      return place;
    }

    /** The place of a row's word in the dictionary. */
    int code(int row) {
      return (int) rows.get(row, column);
    }

    String get(int row) {
      return dictionary.get(code(row));
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(rows.get(row, column));
    }

    @Override
    public Object cell(int row) {
      return get(row);
    }

    @Override
    public Object value(int row) {
      return get(row);
    }

    /** The different words, in the order in which they came. */
    List<String> dictionary() {
      return dictionary;
    }

    /** The place of each word in the dictionary. */
    Map<String, Integer> codes() {
      return places;
    }
  }
}
