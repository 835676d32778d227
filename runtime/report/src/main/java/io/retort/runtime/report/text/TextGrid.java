package io.retort.runtime.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of cells under titles. Where a line has no room for a row, each cell has a line of its own.
 */
public final class TextGrid {
  private static final int GAP = 2;

  /** What is left of a long name in the first column. */
  private static final int SHORTEST_NAME = 14;

  private final List<String> titles;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String name, List<String> cells) {}

  /**
   * A grid without rows.
   *
   * @param titles those of the columns after the first
   */
  public TextGrid(List<String> titles) {
    this.titles = printable(titles);
  }

  /**
   * Adds a row.
   *
   * @param name what it begins with
   * @param cells one for each title, or none
   */
  public void add(String name, List<String> cells) {
    rows.add(new Row(Printable.line(name), printable(cells)));
  }

  private static List<String> printable(List<String> texts) {
    return texts.stream().map(Printable::line).toList();
  }

  /**
   * The rows as text.
   *
   * @param width the number of columns that a line may take
   * @return the lines, that of the titles first
   */
  public List<String> lines(int width) {
    int[] widths =
        IntStream.range(0, titles.size())
            .map(
                column ->
                    rows.stream()
                        .filter(row -> !row.cells().isEmpty())
                        .mapToInt(row -> TextWidth.of(row.cells().get(column)))
                        .reduce(TextWidth.of(titles.get(column)), Math::max))
            .toArray();
    int room = width - IntStream.of(widths).map(column -> column + GAP).sum();
    int names = rows.stream().mapToInt(row -> TextWidth.of(row.name())).max().orElse(0);
    return Math.min(names, SHORTEST_NAME) > room
        ? stacked(width)
        : aligned(Math.min(names, room), widths, width);
  }

  private List<String> aligned(int names, int[] widths, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(line("", titles, names, widths));
    for (Row row : rows) {
      lines.add(
          row.cells().isEmpty()
              ? TextWidth.shortened(row.name(), width)
              : line(row.name(), row.cells(), names, widths));
    }
    return lines;
  }

  private static String line(String name, List<String> cells, int names, int[] widths) {
    StringBuilder line =
        new StringBuilder(TextWidth.padded(TextWidth.shortened(name, names), names, false));
    for (int i = 0; i < widths.length; i++) {
      line.append(TextWidth.padded(cells.get(i), widths[i] + GAP, true));
    }
    return line.toString().stripTrailing();
  }

  private List<String> stacked(int width) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(TextWidth.shortened(row.name(), width));
      for (int i = 0; i < row.cells().size(); i++) {
        if (!row.cells().get(i).isEmpty()) {
          cell(titles.get(i), row.cells().get(i), width).forEach(lines::add);
        }
      }
    }
    return lines;
  }

  private static List<String> cell(String title, String cell, int width) {
    String line = "  " + title + ": " + cell;
    return TextWidth.of(line) <= width
        ? List.of(line)
        : List.of(
            TextWidth.shortened("  " + title + ":", width),
            TextWidth.shortened("    " + cell, width));
  }
}
