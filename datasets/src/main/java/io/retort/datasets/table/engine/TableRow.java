package io.retort.datasets.table.engine;

/** One row of a table. A source may fill the same row again and again. */
public interface TableRow {

  /**
   * Where the row is.
   *
   * @return the number of the line that it begins in, or of the row, from 1 on
   */
  long line();

  /**
   * A cell as text: the name of a category or class, or what a message says was found.
   *
   * @param column its place
   * @return empty where nothing is there
   */
  String cell(int column);

  /**
   * Whether a cell is a text, as {@link #cell} gives it.
   *
   * @param column its place
   * @param text the text
   * @return whether all characters are equal
   */
  boolean is(int column, String text);

  /**
   * A cell as number.
   *
   * @param column its place
   * @return not a number if it is none, or nothing is there
   */
  double number(int column);
}
