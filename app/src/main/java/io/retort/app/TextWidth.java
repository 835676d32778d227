package io.retort.app;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text in columns of a terminal. */
final class TextWidth {
  /** Not the one character for it, which some terminals lack. */
  private static final String CUT = "..";

  private TextWidth() {}

  /** The number of columns of a text; that of letters which take two is counted as two. */
  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** A text of at most so many columns: its middle is left out if it is longer. */
  static String shortened(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    if (columns <= CUT.length()) {
      return ".".repeat(columns);
    }
    int room = columns - CUT.length();
    int front = 0;
    int used = 0;
    while (front < points.length && used + of(points[front]) <= (room + 1) / 2) {
      used += of(points[front++]);
    }
    int back = points.length;
    while (back > front && used + of(points[back - 1]) <= room) {
      used += of(points[--back]);
    }
    return new String(points, 0, front) + CUT + new String(points, back, points.length - back);
  }

  /** A text with blanks after it, or before it, that fill so many columns. */
  static String padded(String text, int columns, boolean before) {
    String blanks = " ".repeat(Math.max(0, columns - of(text)));
    return before ? blanks + text : text + blanks;
  }

  /** A text in lines of at most so many columns, broken at blanks; longer words are cut. */
  static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String fits = shortened(word, columns);
      if (line.length() > 0 && of(line.toString()) + 1 + of(fits) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(fits);
    }
    lines.add(line.toString());
    return lines;
  }
}
