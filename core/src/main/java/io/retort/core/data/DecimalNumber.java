package io.retort.core.data;

/**
 * How numbers are written in files of data: digits, perhaps with a sign, a decimal mark and an
 * exponent. What Java's own parser takes besides, such as {@code 1d}, {@code 0x1p3} or {@code NaN},
 * is none.
 */
public final class DecimalNumber {

  private DecimalNumber() {}

  /**
   * Whether a text is a number.
   *
   * @param text the text, without blanks around it
   * @param mark the mark before the fraction
   * @return whether it is one
   */
  public static boolean matches(String text, char mark) {
    int end = text.length();
    int at = signs(text, 0);
    int fraction = digits(text, at);
    int digits = fraction - at;
    at = fraction;
    if (at < end && text.charAt(at) == mark) {
      at = digits(text, at + 1);
      digits += at - fraction - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = signs(text, at + 1);
      at = digits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == end;
  }

  /**
   * How files write a number. 3 and 3.0 are the same number, which they write without a fraction.
   *
   * @param number the number
   * @param mark the mark before the fraction
   * @return its digits; other words for what is not a finite number
   */
  public static String text(Number number, char mark) {
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : number.toString().replace('.', mark);
  }

  private static int signs(String text, int at) {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
