package io.retort.runtime.report;

import io.retort.runtime.common.text.Words;
import io.retort.runtime.report.text.Printable;

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
    return Words.shortened(Printable.line(text).replaceAll("\\s+", " ").strip(), most);
  }

  /** The same with its lines. */
  static String lines(String text, int most) {
    String cleaned = Printable.lines(text);
    return cleaned.length() <= most
        ? cleaned
        : cleaned.substring(0, most) + "\n… (cut at " + most + " characters)";
  }
}
