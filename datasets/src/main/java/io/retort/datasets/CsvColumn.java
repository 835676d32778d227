package io.retort.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The cells of one column, as numbers, as words of a dictionary, or as texts. */
sealed interface CsvColumn {

  /** Whether the cell of a row is missing. */
  boolean missing(int row);

  /** The number or word of a row whose cell is not missing. */
  Object cell(int row);

  /** A number or word that is equal for equal cells; for a row whose cell is not missing. */
  Object value(int row);

  /** A column of numbers, which grows. */
  final class Numbers implements CsvColumn {
    private double[] values = new double[16];
    private int size;

    /** Adds a number; not a number where it is missing. */
    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size + (size >> 1));
      }
      values[size++] = value;
    }

    double get(int row) {
      return values[row];
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public Object cell(int row) {
      return values[row];
    }

    @Override
    public Object value(int row) {
      return values[row] + 0.0; // −0 is 0
    }

    /** The numbers of some rows, without those that are missing. */
    double[] present(int[] rows) {
      double[] present = new double[rows.length];
      int count = 0;
      for (int row : rows) {
        if (!missing(row)) {
          present[count++] = values[row];
        }
      }
      return Arrays.copyOf(present, count);
    }
  }

  /** A column of texts, which grows. None is missing: one without words is empty. */
  final class Texts implements CsvColumn {
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

  /** A column of words, of which each different one is kept once; it grows. */
  final class Words implements CsvColumn {
    private static final int MISSING = -1;

    private int[] codes = new int[16];
    private int size;
    private final List<String> dictionary = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    void add(String word) {
      Integer code = places.putIfAbsent(word, dictionary.size());
      if (code == null) {
        code = dictionary.size();
        dictionary.add(word);
      }
      append(code);
    }

    void addMissing() {
      append(MISSING);
    }

    private void append(int code) {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, size + (size >> 1));
      }
      codes[size++] = code;
    }

    /** The place of a row's word in the dictionary. */
    int code(int row) {
      return codes[row];
    }

    String get(int row) {
      return dictionary.get(codes[row]);
    }

    @Override
    public boolean missing(int row) {
      return codes[row] == MISSING;
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

    /** How often each word of the dictionary is in some rows. */
    int[] counts(int[] rows) {
      int[] counts = new int[dictionary.size()];
      for (int row : rows) {
        if (!missing(row)) {
          counts[codes[row]]++;
        }
      }
      return counts;
    }
  }
}
