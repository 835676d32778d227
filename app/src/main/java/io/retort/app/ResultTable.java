package io.retort.app;

import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * The table at the end of a run: teacher, student alone, student distilled with the networks
 * trained beside it, each also on the parts of data that has some, and the verdict.
 */
final class ResultTable {
  private static final int FIRST_COLUMN = 20;
  private static final int COLUMN = 22;

  /** Further figures, such as one for each class, have rows of their own. */
  private static final int MOST_FIGURES = 6;

  private final RunResult result;

  ResultTable(RunResult result) {
    this.result = result;
  }

  void print(PrintWriter out) {
    for (Comparison comparison : result.comparisons()) {
      out.println();
      out.printf("Test samples, head '%s'%s%n", comparison.head(), trainings(comparison));
      List<String> figures = figures(comparison.head());
      int most = Math.min(figures.size(), MOST_FIGURES);
      out.print(table(comparison.head(), figures.subList(0, most)));
      if (figures.size() > most) {
        out.print(rows(comparison.head(), figures.subList(most, figures.size())));
      }
      sentences(comparison).forEach(out::println);
    }
    if (!result.warnings().isEmpty()) {
      out.println();
      result.warnings().forEach(warning -> out.println("warning: " + warning));
    }
    out.println();
    out.println(
        "The student of seed "
            + result.studentSeed()
            + (result.teachers().size() > 1 ? " of the first repeat" : "")
            + ", the best on validation samples, and everything else is in "
            + RunStore.place(result.location()));
    out.flush();
  }

  private static String trainings(Comparison comparison) {
    if (comparison.repeats() > 1) {
      return "; mean ± standard deviation over "
          + comparison.repeats()
          + " repeats"
          + (comparison.seeds() == 1 ? "" : " of " + comparison.seeds() + " seeds each");
    }
    return comparison.seeds() == 1
        ? ", one seed"
        : "; mean ± standard deviation over " + comparison.seeds() + " seeds";
  }

  private List<String> figures(String head) {
    return List.copyOf(result.students().get(0).test().get(head).figures().keySet());
  }

  /** A row for each figure, a column for each kind of model. */
  private String rows(String head, List<String> figures) {
    boolean taught = result.teacher().test().containsKey(head);
    List<Column> columns = new ArrayList<>();
    int width = figures.stream().mapToInt(String::length).max().orElseThrow() + 2;
    columns.add(new Column(Math.max(FIRST_COLUMN, width), 0, Overflow.SPAN));
    List<String> titles = new ArrayList<>(List.of("", alone(), "student distilled"));
    if (taught) {
      titles.add(1, "teacher");
    }
    titles.stream().skip(1).forEach(title -> columns.add(new Column(COLUMN, 1, Overflow.SPAN)));
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Help.Ansi.OFF), columns.toArray(Column[]::new));
    table.addRowValues(titles.toArray(String[]::new));
    for (String figure : figures) {
      List<String> cells = new ArrayList<>(List.of(figure));
      if (taught) {
        cells.add(cell(head, figure, result.teachers()));
      }
      cells.add(cell(head, figure, arm(ArmResult.ALONE)));
      cells.add(cell(head, figure, arm(ArmResult.DISTILLED)));
      table.addRowValues(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private String cell(String head, String figure, List<ArmResult> results) {
    return spread(unit(head, figure), results, each -> value(each.test().get(head), figure));
  }

  private String table(String head, List<String> figures) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(FIRST_COLUMN, 0, Overflow.SPAN));
    figures.forEach(figure -> columns.add(new Column(COLUMN, 1, Overflow.SPAN)));
    List<String> more =
        isCompared(head) ? List.of("agreement", "parameters") : List.of("parameters");
    more.forEach(title -> columns.add(new Column(COLUMN, 1, Overflow.SPAN)));
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Help.Ansi.OFF), columns.toArray(Column[]::new));
    List<String> titles = new ArrayList<>(List.of(""));
    titles.addAll(figures);
    titles.addAll(more);
    table.addRowValues(titles.toArray(String[]::new));
    if (result.teacher().test().containsKey(head)) {
      rows(table, "teacher", head, figures, result.teachers());
    }
    rows(table, alone(), head, figures, arm(ArmResult.ALONE));
    rows(table, "student distilled", head, figures, arm(ArmResult.DISTILLED));
    return table.toString();
  }

  /** Whether decisions were compared with the teacher's: values are not decisions. */
  private boolean isCompared(String head) {
    return result.students().stream().anyMatch(each -> each.agreement().containsKey(head));
  }

  /** Without labels, a student has nothing to learn by itself. */
  private String alone() {
    return arm(ArmResult.ALONE).get(0).steps() == 0 ? "student untrained" : "student alone";
  }

  private List<ArmResult> arm(String name) {
    return result.students().stream().filter(student -> student.arm().equals(name)).toList();
  }

  /** A model, how it does on each part of the data, and the networks trained beside it. */
  private void rows(
      TextTable table, String title, String head, List<String> figures, List<ArmResult> results) {
    table.addRowValues(row(title, head, figures, results));
    for (String domain : results.get(0).domains().keySet()) {
      table.addRowValues(
          detail(
              "on " + domain,
              head,
              figures,
              results,
              each -> each.domains().get(domain).get(head)));
    }
    for (String peer : results.get(0).peers().keySet()) {
      table.addRowValues(
          detail("with " + peer, head, figures, results, each -> each.peers().get(peer).get(head)));
    }
  }

  private String[] row(String title, String head, List<String> figures, List<ArmResult> results) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (String figure : figures) {
      cells.add(cell(head, figure, results));
    }
    if (isCompared(head)) {
      boolean known = results.get(0).agreement().containsKey(head);
      cells.add(known ? spread(Unit.SHARE, results, each -> each.agreement().get(head)) : "");
    }
    cells.add(String.format(Locale.ROOT, "%,d", results.get(0).parameters()));
    return cells.toArray(String[]::new);
  }

  private String[] detail(
      String title,
      String head,
      List<String> figures,
      List<ArmResult> results,
      Function<ArmResult, Metrics> metrics) {
    List<String> cells = new ArrayList<>(List.of("  " + title));
    for (String figure : figures) {
      cells.add(spread(unit(head, figure), results, each -> value(metrics.apply(each), figure)));
    }
    cells.addAll(Collections.nCopies(isCompared(head) ? 2 : 1, ""));
    return cells.toArray(String[]::new);
  }

  /** What is redundant on one set of samples need not be so on another. */
  private static double value(Metrics metrics, String figure) {
    return metrics.figures().containsKey(figure) ? metrics.value(figure) : Double.NaN;
  }

  private Unit unit(String head, String figure) {
    return result.students().get(0).test().get(head).figures().get(figure).unit();
  }

  private static String spread(
      Unit unit, List<ArmResult> results, ToDoubleFunction<ArmResult> value) {
    double mean = results.stream().mapToDouble(value).average().orElseThrow();
    if (results.size() < 2) {
      return Figures.of(unit, mean);
    }
    double squares =
        results.stream().mapToDouble(each -> Math.pow(value.applyAsDouble(each) - mean, 2)).sum();
    double deviation = Math.sqrt(squares / (results.size() - 1));
    return Figures.spread(unit, mean, deviation);
  }

  private static List<String> sentences(Comparison comparison) {
    List<String> sentences = new ArrayList<>(List.of(sentence(comparison, comparison.score())));
    // Log-loss, for one, tells students apart that decide alike.
    comparison.besides().stream()
        .filter(gain -> gain.verdict() != Gain.Verdict.CANNOT_TELL)
        .filter(gain -> gain.verdict() != comparison.verdict())
        .forEach(gain -> sentences.add(sentence(comparison, gain)));
    return sentences;
  }

  private static String sentence(Comparison comparison, Gain gain) {
    if (Double.isNaN(gain.mean())) {
      return "Gain: undefined, because "
          + gain.undefined().orElse("it is not a number")
          + ": "
          + gain.verdict().words()
          + ".";
    }
    String mean =
        "Gain: "
            + Figures.difference(gain.unit(), gain.mean())
            + (gain.unit() == Unit.SHARE ? " points of " : " of ")
            + gain.figure()
            + (gain.higherIsBetter() ? "" : " (less is better; a gain is a reduction)");
    String interval =
        Double.isNaN(gain.low())
            ? " (without a confidence interval"
                + gain.undefined()
                    .map(why -> ", because " + why)
                    .orElse(", which takes two seeds and two test samples")
                + ")"
            : ", 95% confidence interval "
                + Figures.difference(gain.unit(), gain.low())
                + " to "
                + Figures.difference(gain.unit(), gain.high());
    return mean
        + interval
        + ": "
        + gain.verdict().words()
        + (comparison.sameTestSamples() ? " on these test samples." : ".");
  }
}
