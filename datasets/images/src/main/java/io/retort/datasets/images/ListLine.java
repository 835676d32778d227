package io.retort.datasets.images;

import io.retort.core.Echo;
import io.retort.datasets.table.SampleTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Where the cells of a list's lines are.
 *
 * @param names those of the columns
 * @param columns which of them say more than the path and the class
 */
record ListLine(List<String> names, ListColumns columns) {
  private static final String PATH = "path";
  private static final String LABEL = "label";

  /** Lines of a list whose first one does not name columns. */
  static ListLine unnamed(ListColumns columns) {
    return new ListLine(List.of(PATH, LABEL), columns);
  }

  /** Whether the first line of a list names its columns. */
  static boolean isHeader(List<String> cells) {
    return cells.contains(PATH) && cells.contains(LABEL);
  }

  /** What is wrong with the names of the columns, as the rest of a sentence about them. */
  Optional<String> flaw() {
    List<String> needed = new ArrayList<>(List.of(PATH, LABEL));
    columns.group().ifPresent(needed::add);
    columns.time().ifPresent(needed::add);
    columns.weight().ifPresent(needed::add);
    for (String name : needed) {
      long count = names.stream().filter(name::equals).count();
      if (count != 1) {
        return Optional.of(
            (count == 0 ? "has no column " : "has more than one column ")
                + Echo.quoted(name)
                + "; its columns are "
                + names
                + ", which its first line says");
      }
    }
    return Optional.empty();
  }

  String path(List<String> cells) {
    return cells.get(names.indexOf(PATH));
  }

  String label(List<String> cells) {
    return cells.get(names.indexOf(LABEL));
  }

  /**
   * What other columns say.
   *
   * @param refusal makes an exception of what is wrong with the line, the rest of a sentence
   */
  ImageListing.Facts facts(List<String> cells, Function<String, RuntimeException> refusal) {
    Optional<String> group = columns.group().map(name -> cells.get(names.indexOf(name)));
    if (group.isPresent() && group.get().isEmpty()) {
      throw refusal.apply("has no group in the column " + Echo.quoted(columns.group().get()));
    }
    return new ImageListing.Facts(
        group,
        columns.time().map(name -> time(cells.get(names.indexOf(name)), refusal)),
        columns
            .weight()
            .map(name -> OptionalDouble.of(weight(cells.get(names.indexOf(name)), refusal)))
            .orElse(OptionalDouble.empty()));
  }

  private static SampleTime time(String cell, Function<String, RuntimeException> refusal) {
    double number = number(cell);
    return Double.isFinite(number)
        ? SampleTime.number(number)
        : SampleTime.date(cell)
            .orElseThrow(
                () ->
                    refusal.apply(
                        "has "
                            + Echo.quoted(cell)
                            + " as its time, which is neither a number nor a date such as"
                            + " 2024-01-31 or 2024-01-31T18:30:00Z"));
  }

  private static double weight(String cell, Function<String, RuntimeException> refusal) {
    double weight = number(cell);
    if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
      throw refusal.apply(
          "has "
              + Echo.quoted(cell)
              + " as its weight, which is no finite number from 0 on; correct it, or leave the"
              + " line out");
    }
    return weight;
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
