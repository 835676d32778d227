package io.retort.datasets;

import java.util.List;
import java.util.stream.Collectors;

/** What messages show of much: the first few of many names, the beginning of a long cell. */
final class Examples {
  private static final int SHOWN = 10;
  private static final int LONGEST = 60;

  private Examples() {}

  static String of(List<String> names) {
    String first =
        names.stream().limit(SHOWN).map(Examples::shortened).collect(Collectors.joining(", "));
    return "["
        + first
        + (names.size() <= SHOWN ? "]" : " and " + (names.size() - SHOWN) + " more]");
  }

  static String shortened(String cell) {
    String beginning = cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST - 1) + "…";
    // A message is one line, whatever the cell is.
    return beginning.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
  }
}
