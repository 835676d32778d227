package io.retort.teachers.tribuo.file;

import java.util.List;
import java.util.stream.Collectors;

/** Names out of a file, as a message repeats them: cut, and on one line. */
public final class Echo {
  private static final int LONGEST = 100;
  private static final int MOST = 8;

  private Echo() {}

  /**
   * A name in quotation marks.
   *
   * @param name any text
   * @return the text, or its beginning
   */
  public static String quoted(String name) {
    return "'" + plain(name) + "'";
  }

  /**
   * Some of many names.
   *
   * @param names any texts
   * @return them or the first ones, in brackets
   */
  public static String list(List<String> names) {
    String first = names.stream().limit(MOST).map(Echo::plain).collect(Collectors.joining(", "));
    return "["
        + first
        + "]"
        + (names.size() <= MOST ? "" : " and " + (names.size() - MOST) + " more");
  }

  private static String plain(String name) {
    String beginning = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    return beginning.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
  }
}
