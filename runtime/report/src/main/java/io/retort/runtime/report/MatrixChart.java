package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A field of colour for each pair of values, such as true class and decision. */
final class MatrixChart {
  private static final double MARGIN = 112;
  private static final int LONGEST = 14;

  private MatrixChart() {}

  /**
   * A map.
   *
   * @param rows the names beside the rows
   * @param columns the names above the columns
   * @param shades by row and column, from 0 to 1; not a number for an empty field
   * @param words by row and column, what stands in a field
   * @param rowName what the rows are
   * @param columnName what the columns are
   */
  record Content(
      List<String> rows,
      List<String> columns,
      double[][] shades,
      String[][] words,
      String rowName,
      String columnName) {}

  static DomContent of(Content content, String title, String description, double width) {
    int columns = content.columns().size();
    int rows = content.rows().size();
    double field = Math.min(64, (width - MARGIN - 8) / columns);
    double height = Math.min(field, 40);
    boolean upright = content.columns().stream().anyMatch(name -> name.length() * 7 > field);
    double top = upright ? MARGIN : 44;
    boolean written = field >= 26 && height >= 14 && longest(content.words()) * 6.5 <= field;
    List<DomContent> parts = new ArrayList<>();
    parts.add(Svg.text("name", MARGIN, 12, content.columnName()));
    parts.add(Svg.text("name end", MARGIN - 8, top - 8, content.rowName()));
    for (int column = 0; column < columns; column++) {
      double x = MARGIN + field * (column + 0.5);
      if (field >= 10 || column % 5 == 0) {
        String name = Texts.shown(content.columns().get(column), LONGEST);
        Element text = Svg.text(upright ? "tick" : "tick middle", 0, 0, name);
        String turned = upright ? " rotate(-90)" : "";
        parts.add(
            text.attr(
                "transform",
                "translate("
                    + Axis.number(x + (upright ? 4 : 0))
                    + " "
                    + Axis.number(top - 6)
                    + ")"
                    + turned));
      }
    }
    for (int row = 0; row < rows; row++) {
      double y = top + height * row;
      if (height >= 10 || row % 5 == 0) {
        String name = Texts.shown(content.rows().get(row), LONGEST);
        parts.add(Svg.text("tick end", MARGIN - 6, y + height / 2 + 4, name));
      }
      for (int column = 0; column < columns; column++) {
        addField(parts, content, row, column, MARGIN + field * column, y, field, height, written);
      }
    }
    return Svg.picture(width, top + height * rows + 8, title, description, parts);
  }

  private static void addField(
      List<DomContent> parts,
      Content content,
      int row,
      int column,
      double x,
      double y,
      double width,
      double height,
      boolean written) {
    double shade = content.shades()[row][column];
    String name =
        content.rows().get(row)
            + " / "
            + content.columns().get(column)
            + ": "
            + content.words()[row][column];
    int level = Double.isFinite(shade) ? (int) Math.round(8 * Math.max(0, Math.min(1, shade))) : 0;
    parts.add(Svg.named(Svg.rectangle("field level" + level, x, y, width - 1, height - 1), name));
    if (written) {
      parts.add(
          Svg.text(
              level > 4 ? "tick middle on-dark" : "tick middle on-light",
              x + width / 2,
              y + height / 2 + 4,
              content.words()[row][column]));
    }
  }

  private static int longest(String[][] words) {
    int longest = 0;
    for (String[] row : words) {
      for (String word : row) {
        longest = Math.max(longest, word.length());
      }
    }
    return longest;
  }
}
