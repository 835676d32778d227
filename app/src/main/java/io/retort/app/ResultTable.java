package io.retort.app;

import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What is said at the end of a run: the verdict, then a row for each figure of the teacher, the
 * student alone and the distilled student, also on the parts of data that has some and of networks
 * trained beside it; what they cost; and what to try next.
 */
final class ResultTable {
  private static final int USUAL_WIDTH = 80;

  /** Further figures, such as one for each of many classes, are in the file. */
  private static final int MOST_FIGURES = 30;

  private static final int BYTES_OF_PARAMETER = 4;

  private final RunResult result;
  private final int width;

  /**
   * A table.
   *
   * @param width the number of columns that it may take; sentences are wrapped by whoever prints
   */
  ResultTable(RunResult result, int width) {
    this.result = result;
    this.width = Math.min(width, USUAL_WIDTH);
  }

  /** The lines, without a line break after the last. */
  String text() {
    List<String> lines = new ArrayList<>();
    boolean several = result.comparisons().size() > 1;
    for (Comparison comparison : result.comparisons()) {
      lines.add("");
      sentences(comparison)
          .forEach(sentence -> lines.add(several ? comparison.head() + ": " + sentence : sentence));
      lines.add("");
      lines.add("Test samples, head '" + comparison.head() + "'" + trainings(comparison));
      TextGrid grid = new TextGrid(titles());
      figures(comparison.head(), grid);
      if (!several) {
        costs(grid);
      }
      lines.addAll(grid.lines(width));
    }
    if (several) {
      lines.add("");
      lines.add("All heads together");
      TextGrid grid = new TextGrid(titles());
      costs(grid);
      lines.addAll(grid.lines(width));
    }
    if (!result.warnings().isEmpty()) {
      lines.add("");
      result.warnings().forEach(warning -> lines.add("warning: " + warning));
    }
    lines.add("");
    NextStep.of(result).ifPresent(sentence -> lines.add("Next: " + sentence));
    lines.add(
        "The student of seed "
            + result.studentSeed()
            + (result.teachers().size() > 1 ? " of the first repeat" : "")
            + ", the best on validation samples, and everything else is in "
            + RunStore.place(result.location()));
    return String.join("\n", lines);
  }

  private List<String> titles() {
    return List.of("teacher", alone(), "student distilled");
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

  private void figures(String head, TextGrid grid) {
    List<String> figures =
        List.copyOf(result.students().get(0).test().get(head).figures().keySet());
    int most = Math.min(figures.size(), MOST_FIGURES);
    for (String figure : figures.subList(0, most)) {
      row(grid, head, figure, figure, arm -> Optional.ofNullable(arm.test().get(head)));
    }
    if (figures.size() > most) {
      grid.add(
          String.format(Locale.ROOT, "(%,d more are in result.json)", figures.size() - most),
          List.of());
    }
    if (isCompared(head)) {
      grid.add(
          "agreement",
          cells(
              arm ->
                  arm.get(0).agreement().containsKey(head)
                      ? spread(Unit.SHARE, arm, each -> each.agreement().get(head))
                      : ""));
    }
    for (String domain : result.students().get(0).domains().keySet()) {
      grid.add("on " + domain, List.of());
      further(grid, head, arm -> Optional.ofNullable(arm.domains().get(domain)));
    }
    for (String peer : distilled().get(0).peers().keySet()) {
      grid.add("with " + peer, List.of());
      further(grid, head, arm -> Optional.ofNullable(arm.peers().get(peer)));
    }
  }

  /** The same figures on a part of the data, or of a network beside the student. */
  private void further(
      TextGrid grid, String head, Function<ArmResult, Optional<Map<String, Metrics>>> metrics) {
    List<String> figures =
        List.copyOf(result.students().get(0).test().get(head).figures().keySet());
    for (String figure : figures.subList(0, Math.min(figures.size(), MOST_FIGURES))) {
      row(
          grid,
          head,
          "  " + figure,
          figure,
          arm -> metrics.apply(arm).flatMap(heads -> Optional.ofNullable(heads.get(head))));
    }
  }

  private void row(
      TextGrid grid,
      String head,
      String title,
      String figure,
      Function<ArmResult, Optional<Metrics>> metrics) {
    grid.add(
        title,
        cells(
            arm ->
                metrics.apply(arm.get(0)).isPresent()
                    ? spread(
                        unit(head, figure),
                        arm,
                        each -> value(metrics.apply(each).orElseThrow(), figure))
                    : ""));
  }

  /**
   * What was paid for the figures: once for the teacher and the students, and by whoever serves.
   */
  private void costs(TextGrid grid) {
    grid.add("parameters", cells(arm -> String.format(Locale.ROOT, "%,d", parameters(arm))));
    grid.add("size", cells(arm -> size(parameters(arm))));
    grid.add(
        "training time",
        cells(
            arm ->
                Durations.exact(
                    arm.stream().mapToDouble(ArmResult::seconds).average().orElseThrow())));
    if (!result.latencies().isEmpty()) {
      grid.add(
          "latency (median)",
          cells(
              arm ->
                  Optional.ofNullable(result.latencies().get(arm.get(0).arm()))
                      .map(Durations::exact)
                      .orElse("")));
    }
  }

  private static long parameters(List<ArmResult> arm) {
    return arm.get(0).parameters();
  }

  /** Of its weights, which are most of a saved network; nothing is known of other models. */
  private static String size(long parameters) {
    double kilobytes = parameters * BYTES_OF_PARAMETER / 1e3;
    if (parameters == 0) {
      return "";
    }
    return kilobytes < 1000
        ? String.format(Locale.ROOT, "%.1f kB", kilobytes)
        : String.format(Locale.ROOT, "%,.1f MB", kilobytes / 1000);
  }

  private List<String> cells(Function<List<ArmResult>, String> cell) {
    return List.of(
        cell.apply(result.teachers()), cell.apply(arm(ArmResult.ALONE)), cell.apply(distilled()));
  }

  /** Whether decisions were compared with the teacher's: values are not decisions. */
  private boolean isCompared(String head) {
    return result.students().stream().anyMatch(each -> each.agreement().containsKey(head));
  }

  /** Without labels, a student has nothing to learn by itself. */
  private String alone() {
    return arm(ArmResult.ALONE).get(0).steps() == 0 ? "student untrained" : "student alone";
  }

  private List<ArmResult> distilled() {
    return arm(ArmResult.DISTILLED);
  }

  private List<ArmResult> arm(String name) {
    return result.students().stream().filter(student -> student.arm().equals(name)).toList();
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

  /** The verdicts on a head. */
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
