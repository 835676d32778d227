package io.retort.exporters.source;

/** Texts and numbers as they are written in a Java source file. */
final class JavaLiteral {

  private JavaLiteral() {}

  /**
   * A text in quotation marks. It holds printable ASCII characters alone, so that no text of a user
   * can end it, or the file's encoding change it. Control characters are octal numbers, since a
   * Unicode escape of a line break would end the line.
   */
  static String of(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"' || next == '\\') {
        literal.append('\\').append(next);
      } else if (next >= ' ' && next <= '~') {
        literal.append(next);
      } else if (next < 0x100) {
        literal.append(String.format("\\%03o", (int) next));
      } else {
        literal.append(String.format("\\u%04x", (int) next));
      }
    }
    return literal.append('"').toString();
  }

  /** A finite number, to the bit. */
  static String of(double number) {
    return Double.toString(number);
  }
}
