package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.progress.Unit;
import io.retort.runtime.report.text.Durations;
import io.retort.runtime.report.text.Figures;
import io.retort.runtime.report.text.TextGrid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * A run in lines: the verdict, then a row for each figure of the teacher, the student alone and the
 * distilled student, also on the parts of data that has some and of networks trained beside it;
 * what they cost; and what to try next.
 */
final class RunSummary {
  /** Further figures, such as one for each of many classes, are in the file. */
  private static final int MOST_FIGURES = 30;

  private static final int MOST_OF_SENTENCE = 1000;
  private static final int BYTES_OF_PARAMETER = 4;

  private final RunData data;

  RunSummary(RunData data) {
    this.data = data;
  }

  /**
   * The lines.
   *
   * @param width the number of columns that rows may take
   */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    boolean several = data.heads().size() > 1;
    for (String head : data.heads()) {
      JsonNode comparison = data.comparison(head);
      if (!lines.isEmpty()) {
        lines.add("");
      }
      String name = Texts.name(head);
      GainSentence.all(data, comparison)
          .forEach(sentence -> lines.add(several ? name + ": " + sentence : sentence));
      lines.add("");
      lines.add("Test samples, head '" + name + "'" + trainings(comparison));
      TextGrid grid = grid();
      figures(head, grid);
      if (!several) {
        costs(grid);
      }
      lines.addAll(grid.lines(width));
    }
    if (several) {
      lines.add("");
      lines.add("All heads together");
      TextGrid grid = grid();
      costs(grid);
      lines.addAll(grid.lines(width));
    }
    List<JsonNode> warnings = RunData.list(data.result().path("warnings"));
    if (!warnings.isEmpty()) {
      lines.add("");
      warnings.forEach(warning -> lines.add("warning: " + words(warning)));
    }
    NextStep.of(data)
        .ifPresent(
            sentence -> {
              lines.add("");
              lines.add("Next: " + sentence);
            });
    return lines;
  }

  private static String words(JsonNode warning) {
    return Texts.shown(
        warning.path("place").asText() + ": " + warning.path("sentence").asText(),
        MOST_OF_SENTENCE);
  }

  private TextGrid grid() {
    return new TextGrid(List.of("teacher", alone(), "student distilled"));
  }

  private static String trainings(JsonNode comparison) {
    int repeats = comparison.path("repeats").asInt(1);
    int seeds = comparison.path("seeds").asInt(1);
    if (repeats > 1) {
      return "; mean ± standard deviation over "
          + repeats
          + " repeats"
          + (seeds == 1 ? "" : " of " + seeds + " seeds each");
    }
    return seeds == 1 ? ", one seed" : "; mean ± standard deviation over " + seeds + " seeds";
  }

  private void figures(String head, TextGrid grid) {
    List<String> figures = figures(head);
    int most = Math.min(figures.size(), MOST_FIGURES);
    List<String> shown = figures.subList(0, most);
    rows(grid, head, shown, "", model -> model.path("test"));
    if (figures.size() > most) {
      grid.add(
          String.format(Locale.ROOT, "(%,d more are in result.json)", figures.size() - most),
          List.of());
    }
    if (students().stream().anyMatch(each -> agreement(each, head).isNumber())) {
      grid.add("agreement", cells(arm -> spread(Unit.SHARE, arm, each -> agreement(each, head))));
    }
    for (String domain : names("domains")) {
      grid.add("on " + Texts.name(domain), List.of());
      rows(grid, head, shown, "  ", model -> model.path("domains").path(domain));
    }
    for (String peer : names("peers")) {
      grid.add("with " + Texts.name(peer), List.of());
      rows(grid, head, shown, "  ", model -> model.path("peers").path(peer));
    }
  }

  /** The figures that any student has, in their order. */
  private List<String> figures(String head) {
    Set<String> names = new LinkedHashSet<>();
    students()
        .forEach(each -> each.path("test").path(head).fieldNames().forEachRemaining(names::add));
    names.remove("undefined");
    return List.copyOf(names);
  }

  /** The parts of the data, or the networks beside a student. */
  private Set<String> names(String key) {
    Set<String> names = new LinkedHashSet<>();
    students().forEach(each -> each.path(key).fieldNames().forEachRemaining(names::add));
    return names;
  }

  private static JsonNode agreement(JsonNode model, String head) {
    return model.path("agreement-with-teacher").path(head);
  }

  /** A row for each figure, of all that has figures of this head. */
  private void rows(
      TextGrid grid,
      String head,
      List<String> figures,
      String indent,
      Function<JsonNode, JsonNode> metrics) {
    for (String figure : figures) {
      Unit unit = data.share(head, figure) ? Unit.SHARE : Unit.OF_VALUES;
      grid.add(
          indent + figure,
          cells(
              arm ->
                  metrics.apply(arm.get(0)).has(head)
                      ? spread(unit, arm, each -> metrics.apply(each).path(head).path(figure))
                      : ""));
    }
  }

  /**
   * What was paid for the figures: once for the teacher and the students, and by whoever serves.
   */
  private void costs(TextGrid grid) {
    grid.add("parameters", cells(arm -> counted(parameters(arm))));
    grid.add("size", cells(arm -> size(parameters(arm))));
    grid.add(
        "training time",
        cells(
            arm ->
                Durations.exact(
                    arm.stream()
                        .mapToDouble(each -> RunData.number(each.path("seconds")))
                        .average()
                        .orElseThrow())));
    JsonNode predictions = data.result().path("predictions");
    if (!predictions.isEmpty()) {
      grid.add(
          "latency (median)",
          cells(
              arm ->
                  Durations.exact(
                      RunData.number(
                          predictions.path(arm.get(0).path("arm").asText()).path("seconds")))));
    }
  }

  private static long parameters(List<JsonNode> arm) {
    return arm.get(0).path("parameters").asLong();
  }

  /** Trees, for one, have none that are counted. */
  private static String counted(long parameters) {
    return parameters == 0 ? "–" : String.format(Locale.ROOT, "%,d", parameters);
  }

  /** Of its weights, which are most of a saved network; nothing is known of other models. */
  private static String size(long parameters) {
    if (parameters == 0) {
      return "–";
    }
    double kilobytes = parameters * BYTES_OF_PARAMETER / 1e3;
    return kilobytes < 1000
        ? String.format(Locale.ROOT, "%.1f kB", kilobytes)
        : String.format(Locale.ROOT, "%,.1f MB", kilobytes / 1000);
  }

  /** A cell for each arm; an empty one for an arm without models. */
  private List<String> cells(Function<List<JsonNode>, String> cell) {
    return RunData.ARMS.stream()
        .map(this::models)
        .map(arm -> arm.isEmpty() ? "" : cell.apply(arm))
        .toList();
  }

  private List<JsonNode> models(String arm) {
    if (arm.equals(RunData.TEACHER)) {
      return data.teachers();
    }
    return students().stream().filter(each -> each.path("arm").asText().equals(arm)).toList();
  }

  private List<JsonNode> students() {
    return RunData.list(data.result().path("students"));
  }

  /** Without labels, a student has nothing to learn by itself. */
  private String alone() {
    List<JsonNode> alone = models(RunData.ALONE);
    return !alone.isEmpty() && alone.get(0).path("steps").asLong(1) == 0
        ? "student untrained"
        : "student alone";
  }

  /** The mean of a figure; empty if none of the models has it. */
  private static String spread(
      Unit unit, List<JsonNode> models, Function<JsonNode, JsonNode> figure) {
    return models.stream().map(figure).allMatch(JsonNode::isMissingNode)
        ? ""
        : Figures.spread(unit, models.stream().map(figure).map(RunData::number).toList());
  }
}
