package io.retort.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table at the end of a run. */
final class ResultRows {
  private static final Pattern TITLES =
      Pattern.compile("(?m)^Test samples, head .*\\R( .*)\\R(.*)$");
  private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

  private ResultRows() {}

  /**
   * The scores of a model, which are in the first row of each head's table.
   *
   * @param model a column's title
   * @param out what the run has printed
   * @return one for each head
   */
  static List<Double> scores(String model, String out) {
    List<Double> scores = new ArrayList<>();
    Matcher tables = TITLES.matcher(out);
    while (tables.find()) {
      int end = tables.group(1).indexOf(model) + model.length();
      String row = tables.group(2);
      String left = row.substring(0, Math.min(end, row.length()));
      Matcher number = NUMBER.matcher(left.substring(left.lastIndexOf("  ")));
      if (number.find()) {
        scores.add(Double.parseDouble(number.group()));
      }
    }
    return scores;
  }
}
