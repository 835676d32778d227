package io.retort.app;

import io.retort.core.progress.Metrics;
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

  private final RunResult result;

  ResultTable(RunResult result) {
    this.result = result;
  }

  void print(PrintWriter out) {
    for (Comparison comparison : result.comparisons()) {
      out.println();
      out.printf("Test samples, head '%s'%s%n", comparison.head(), trainings(comparison));
      out.print(table(comparison.head()));
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

  private String table(String head) {
    Metrics student = result.students().get(0).test().get(head);
    List<String> figures = new ArrayList<>(student.figures().keySet());
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
    rows(table, "student alone", head, figures, arm(ArmResult.ALONE));
    rows(table, "student distilled", head, figures, arm(ArmResult.DISTILLED));
    return table.toString();
  }

  /** Whether decisions were compared with the teacher's: values are no decisions. */
  private boolean isCompared(String head) {
    return result.students().stream().anyMatch(each -> each.agreement().containsKey(head));
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
      cells.add(spread(figure, results, each -> each.test().get(head).figures().get(figure)));
    }
    if (isCompared(head)) {
      boolean known = results.get(0).agreement().containsKey(head);
      cells.add(known ? spread("agreement", results, each -> each.agreement().get(head)) : "");
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
      cells.add(spread(figure, results, each -> metrics.apply(each).figures().get(figure)));
    }
    cells.addAll(Collections.nCopies(isCompared(head) ? 2 : 1, ""));
    return cells.toArray(String[]::new);
  }

  private static String spread(
      String figure, List<ArmResult> results, ToDoubleFunction<ArmResult> value) {
    double mean = results.stream().mapToDouble(value).average().orElseThrow();
    if (results.size() < 2) {
      return Figures.of(figure, mean);
    }
    double squares =
        results.stream().mapToDouble(each -> Math.pow(value.applyAsDouble(each) - mean, 2)).sum();
    double deviation = Math.sqrt(squares / (results.size() - 1));
    return Figures.spread(figure, mean, deviation);
  }

  private static List<String> sentences(Comparison comparison) {
    List<String> sentences = new ArrayList<>(List.of(sentence(comparison, comparison.score())));
    // Log-loss tells students apart that decide alike.
    comparison
        .logLoss()
        .filter(gain -> gain.verdict() != Gain.Verdict.CANNOT_TELL)
        .filter(gain -> gain.verdict() != comparison.verdict())
        .ifPresent(gain -> sentences.add(sentence(comparison, gain)));
    return sentences;
  }

  private static String sentence(Comparison comparison, Gain gain) {
    String unit = Figures.isShare(gain.figure()) ? " points of " : " of ";
    String mean =
        "Gain: "
            + Figures.difference(gain.figure(), gain.mean())
            + unit
            + gain.figure()
            + (gain.higherIsBetter() ? "" : " (less is better; a gain is a reduction)");
    String interval =
        Double.isNaN(gain.low())
            ? " (without a confidence interval, which takes two seeds and two test samples)"
            : ", 95% confidence interval "
                + Figures.difference(gain.figure(), gain.low())
                + " to "
                + Figures.difference(gain.figure(), gain.high());
    return mean
        + interval
        + ": "
        + gain.verdict().words()
        + (comparison.sameTestSamples() ? " on these test samples." : ".");
  }
}
