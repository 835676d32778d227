package io.retort.datasets;

import io.retort.datasets.table.engine.TableNumbers;
import io.retort.datasets.table.engine.TableRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One row of a file. All its cells are in one array, so that reading a number makes no string. A
 * reader fills the same row again and again.
 */
final class CsvRow implements TableRow {
  private final TableNumbers numbers;
  private char[] text = new char[256];

  /** Where each cell ends in the text; the next one begins there. */
  private int[] ends = new int[16];

  private int size;
  private long line;
  private boolean quoted;

  /**
   * A row without cells.
   *
   * @param numbers how they are written in cells
   */
  CsvRow(TableNumbers numbers) {
    this.numbers = numbers;
  }

  /** A row of cells that are strings already. */
  static CsvRow of(TableNumbers numbers, long line, List<String> cells, boolean quoted) {
    CsvRow row = new CsvRow(numbers);
    row.begin(line);
    cells.forEach(cell -> row.add(cell.toCharArray(), 0, cell.length(), quoted));
    return row;
  }

  /** Forgets all cells. */
  void begin(long startingLine) {
    line = startingLine;
    size = 0;
  }

  /** Adds the characters of a cell, from one to before another. */
  void add(char[] buffer, int from, int to, boolean inQuotes) {
    if (size == 0) {
      quoted = inQuotes;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    int start = start(size);
    long end = (long) start + to - from;
    if (end > text.length) {
      if (end > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("A row has more characters than an array can hold");
      }
      text = Arrays.copyOf(text, (int) Math.min(2 * end, Integer.MAX_VALUE - 8));
    }
    System.arraycopy(buffer, from, text, start, to - from);
    ends[size++] = (int) end;
  }

  /** A row that stays as it is. */
  CsvRow copy() {
    return of(numbers, line, cells(), quoted);
  }

  /** The line that the row begins in, from 1 on. */
  @Override
  public long line() {
    return line;
  }

  int size() {
    return size;
  }

  /** Whether the first cell was quoted. */
  boolean quoted() {
    return quoted;
  }

  /** A cell: as it is where it was quoted, without blanks around it otherwise. */
  @Override
  public String cell(int column) {
    return new String(text, start(column), ends[column] - start(column));
  }

  List<String> cells() {
    return IntStream.range(0, size).mapToObj(this::cell).toList();
  }

  /** Whether a cell has these characters. */
  @Override
  public boolean is(int column, String other) {
    int start = start(column);
    if (ends[column] - start != other.length()) {
      return false;
    }
    for (int i = 0; i < other.length(); i++) {
      if (text[start + i] != other.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether any cell has a character. */
  boolean has(char wanted) {
    for (int i = 0; i < start(size); i++) {
      if (text[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The number that a cell is; not a number if it is none. */
  @Override
  public double number(int column) {
    return numbers.value(text, start(column), ends[column]);
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }
}
