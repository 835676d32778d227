package io.retort.runtime.report;

import io.retort.runtime.common.text.Words;

/**
 * Texts of data as a page may show them: of a bounded length, in one line, without characters that
 * cannot be seen or that turn the direction of what follows. Markup in them is escaped when the
 * page is written.
 */
final class Texts {
  /** The longest name in a table. */
  static final int NAME = 60;

  private Texts() {}

  static String name(String text) {
    return shown(text, NAME);
  }

  static String shown(String text, int most) {
    return Words.shortened(clean(text, false).replaceAll("\\s+", " ").strip(), most);
  }

  /** The same with its lines. */
  static String lines(String text, int most) {
    String cleaned = clean(text, true);
    return cleaned.length() <= most
        ? cleaned
        : cleaned.substring(0, most) + "\n… (cut at " + most + " characters)";
  }

  private static String clean(String text, boolean lines) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              boolean seen =
                  switch (Character.getType(point)) {
                    case Character.CONTROL -> lines && (point == '\n' || point == '\t');
                    case Character.FORMAT -> point == 0x200D || point == 0x200C;
                    case Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        false;
                    default -> true;
                  };
              if (seen) {
                clean.appendCodePoint(point);
              } else if (Character.getType(point) != Character.FORMAT) {
                clean.append(' ');
              }
            });
    return clean.toString();
  }
}
