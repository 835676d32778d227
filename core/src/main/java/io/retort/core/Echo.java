package io.retort.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a message repeats of a file or of what a user has written. It may be long and hold anything;
 * a message is one line that can be read.
 */
public final class Echo {
  /** How many of many texts are shown. */
  public static final int SHOWN = 10;

  private static final int LONGEST = 100;

  private Echo() {}

  /**
   * The text on one line.
   *
   * @param text any text
   * @return the text, or its beginning with an ellipsis; a blank for each character that is none
   */
  public static String of(String text) {
    return line(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…");
  }

  /**
   * The text on one line and in quotation marks.
   *
   * @param text any text
   * @return such as {@code 'petal width'}
   */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  /**
   * The first few of many texts.
   *
   * @param texts any number of them
   * @return such as {@code [a, b]}, or {@code [a, …, j and 62 more]} of 72
   */
  public static String of(List<String> texts) {
    String first = texts.stream().limit(SHOWN).map(Echo::of).collect(Collectors.joining(", "));
    return "["
        + first
        + (texts.size() <= SHOWN ? "]" : " and " + (texts.size() - SHOWN) + " more]");
  }

  /**
   * A text of any length on one line.
   *
   * @param text a message that may repeat anything
   * @return as long as the text
   */
  public static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
  }
}
