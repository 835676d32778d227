package io.retort.runtime.report.text;

/** Texts of data without what would change how the text around them is shown. */
public final class Printable {

  private Printable() {}

  /**
   * Leaves out characters that cannot be seen, control a terminal, or turn the direction of what
   * follows.
   *
   * @param text any text
   * @return a text in one line
   */
  public static String line(String text) {
    return cleaned(text, false);
  }

  /**
   * The same with line breaks and tabs.
   *
   * @param text any text
   * @return a text in as many lines
   */
  public static String lines(String text) {
    return cleaned(text, true);
  }

  private static String cleaned(String text, boolean lines) {
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
