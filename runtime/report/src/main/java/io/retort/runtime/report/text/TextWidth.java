package io.retort.runtime.report.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text in columns of a terminal. */
public final class TextWidth {
  /** Not the one character for it, which some terminals lack. */
  private static final String CUT = "..";

  private TextWidth() {}

  /**
   * The number of columns of a text.
   *
   * @param text the text
   * @return how many it takes; letters such as those of Chinese take two
   */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /**
   * A text of at most so many columns.
   *
   * @param text the text
   * @param columns how many it may take
   * @return the text, without its middle if it is longer
   */
  public static String shortened(String text, int columns) {
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

  /**
   * A text that fills so many columns.
   *
   * @param text the text
   * @param columns how many
   * @param before whether the blanks that fill them are before it
   * @return the text with blanks
   */
  public static String padded(String text, int columns, boolean before) {
    String blanks = " ".repeat(Math.max(0, columns - of(text)));
    return before ? blanks + text : text + blanks;
  }

  /**
   * A text in lines that are broken at blanks.
   *
   * @param text the text
   * @param columns how many a line may take; longer words are cut
   * @return its lines
   */
  public static List<String> wrapped(String text, int columns) {
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
