package io.retort.datasets;

import java.util.List;

/** What messages show of much: the first few of many names, the beginning of a long cell. */
final class Examples {
  private static final int SHOWN = 10;
  private static final int LONGEST = 60;

  private Examples() {}

  static String of(List<String> names) {
    return names.size() <= SHOWN
        ? names.toString()
        : "["
            + String.join(", ", names.subList(0, SHOWN))
            + " and "
            + (names.size() - SHOWN)
            + " more]";
  }

  static String shortened(String cell) {
    return cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST - 1) + "…";
  }
}
