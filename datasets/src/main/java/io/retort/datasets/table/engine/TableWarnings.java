package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.Warning;
import io.retort.core.data.InputColumn;
import io.retort.core.data.Standardization;
import io.retort.core.data.UnknownCategory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is likely a mistake in a table. */
final class TableWarnings {
  /** In fewer rows, chance makes a column look like something else. */
  private static final int FEWEST_ROWS = 10;

  /** With so many different numbers within the deviation, rounding is less than a percent of it. */
  private static final int FEWEST_STEPS = 100;

  private final Table train;
  private final List<Warning> warnings = new ArrayList<>();

  private TableWarnings(Table train) {
    this.train = train;
  }

  static List<Warning> of(
      Table.Parts train,
      Optional<Table.Parts> test,
      List<TableTargets> targets,
      TableEncoding encoding,
      TableStatistics statistics) {
    TableWarnings found = new TableWarnings(train.labelled());
    found.unnamed();
    found.unlabelled(place(train.labelled()), train, "are left to a teacher to label");
    test.ifPresent(
        part -> found.unlabelled(testPlace(part.labelled()), part, "are not measured with"));
    found.leaks(targets);
    found.constants(encoding, statistics);
    found.imprecise(targets, statistics);
    found.replaced();
    found.unknown(place(train.labelled()), train.labelled(), encoding);
    test.ifPresent(part -> found.unknown(testPlace(part.labelled()), part.labelled(), encoding));
    found.unknown(place(train.unlabelled()), train.unlabelled(), encoding);
    return List.copyOf(found.warnings);
  }

  private void add(String code, String place, String sentence) {
    warnings.add(new Warning(code, place, sentence));
  }

  private void unnamed() {
    if (train.layout().leavesOutUnnamed()) {
      add(
          "unnamed-column",
          place(train),
          train.layout().header().origin().unnamed()
              + " is left out; name '' under ignore if this is right, and set index to false if it"
              + " is an input");
    }
  }

  /** The key that says where a table to train with is. */
  private static String place(Table table) {
    return "data." + table.layout().header().origin().key();
  }

  /** The key that says where a table for the test is. */
  private static String testPlace(Table table) {
    return "data.test-" + table.layout().header().origin().key();
  }

  private void unlabelled(String place, Table.Parts part, String fate) {
    int count = part.unlabelled().size();
    if (count > 0) {
      add(
          "unlabelled-rows",
          place,
          count
              + " of "
              + (count + part.labelled().size())
              + " rows have no label (the first in "
              + part.unlabelled().layout().header().origin().row(part.unlabelled().line(0))
              + ") and "
              + fate);
    }
  }

  /** Columns that give the label away. */
  private void leaks(List<TableTargets> targets) {
    if (train.size() < FEWEST_ROWS) {
      return;
    }
    List<String> counting = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int column = 0; column < train.layout().inputs().size(); column++) {
      String name = train.layout().inputs().get(column).name();
      TableColumn cells = train.input(column);
      if (cells instanceof TableColumn.Numbers numbers && countsRows(numbers, train)) {
        counting.add(name);
      }
      if (targets.stream().anyMatch(head -> head.toldBy(cells, train))) {
        equal.add(name);
      }
    }
    if (!counting.isEmpty()) {
      add(
          "row-number-column",
          place(train),
          "the input "
              + Echo.of(counting)
              + " only counts the rows, which tells the labels where rows are sorted; name it under"
              + " ignore");
    }
    if (!equal.isEmpty()) {
      add(
          "label-column",
          place(train),
          "the input "
              + Echo.of(equal)
              + " is the label itself in every row, perhaps by other words; name it under ignore if"
              + " new rows come without it");
    }
  }

  /** Whether a column goes up or down by 1 from row to row, perhaps with those without a label. */
  private static boolean countsRows(TableColumn.Numbers numbers, Table table) {
    double direction = Math.signum(numbers.get(1) - numbers.get(0));
    for (int row = 1; row < table.size(); row++) {
      double step = direction * (numbers.get(row) - numbers.get(row - 1));
      if (step != 1 && step != table.line(row) - table.line(row - 1)) {
        return false;
      }
    }
    return true;
  }

  private void constants(TableEncoding encoding, TableStatistics statistics) {
    List<String> constant = new ArrayList<>();
    for (int column = 0; column < encoding.columns().size(); column++) {
      InputColumn prepared = encoding.columns().get(column);
      Optional<Standardization> scaling = statistics.input(column);
      boolean same =
          prepared.match(
              number -> scaling.orElseThrow().constant(),
              category -> category.categories().size() == 1,
              text -> false);
      if (same) {
        constant.add(prepared.name());
      }
    }
    if (!constant.isEmpty()) {
      add(
          "constant-column",
          place(train),
          (constant.size() == 1 ? "the column " : constant.size() + " columns ")
              + Echo.of(constant)
              + (constant.size() == 1 ? " is" : " are")
              + " the same in all rows that are trained with, and "
              + (constant.size() == 1 ? "tells" : "tell")
              + " nothing");
    }
  }

  /** Numbers with differences that are lost where they are kept as they are, in 32 bits. */
  private void imprecise(List<TableTargets> targets, TableStatistics statistics) {
    Map<String, Standardization> kept = new LinkedHashMap<>();
    targets.forEach(head -> kept.putAll(head.values(statistics)));
    if (!train.layout().settings().standardise()) {
      for (int column = 0; column < train.layout().inputs().size(); column++) {
        String name = train.layout().inputs().get(column).name();
        statistics.input(column).ifPresent(scaling -> kept.put(name, scaling));
      }
    }
    kept.forEach(
        (name, scaling) -> {
          double step = Math.ulp((float) Math.abs(scaling.mean()));
          if (!scaling.constant() && scaling.deviation() < FEWEST_STEPS * step) {
            add(
                "imprecise-values",
                place(train),
                String.format(
                    Locale.ROOT,
                    "the values of '%s' are near %.6g and differ by about %.3g, but numbers of 32"
                        + " bits are %.3g apart there, so that they are rounded; subtract a"
                        + " constant from the column",
                    name,
                    scaling.mean(),
                    scaling.deviation(),
                    step));
          }
        });
  }

  /** Texts of a file in another encoding, or texts that went through one that was wrong. */
  private void replaced() {
    for (int column = 0; column < train.layout().inputs().size(); column++) {
      if (train.input(column) instanceof TableColumn.Texts texts) {
        long count = texts.count(text -> text.indexOf(TableSource.REPLACEMENT) >= 0);
        if (count > 0) {
          add(
              "replaced-characters",
              place(train),
              count
                  + " of "
                  + train.size()
                  + " texts have characters that could not be decoded (U+FFFD); if the file is"
                  + " not encoded in UTF-8, convert it");
        }
      }
    }
  }

  private void unknown(String place, Table table, TableEncoding encoding) {
    encoding
        .unknown(table)
        .forEach(
            (column, count) ->
                warnings.add(unknown(place, encoding.columns().get(column), count, table.size())));
  }

  /** Rows have a category that is unknown, which was not refused. */
  static Warning unknown(String place, InputColumn column, long count, long rows) {
    boolean own = ((InputColumn.Categorical) column).unknown() == UnknownCategory.OWN;
    return new Warning(
        "unknown-category",
        place,
        count
            + " of "
            + rows
            + " rows have a category in '"
            + column.name()
            + "' that no row has that is trained with; it is taken for "
            + (own ? "'unknown', a value of its own" : "none of the categories"));
  }
}
