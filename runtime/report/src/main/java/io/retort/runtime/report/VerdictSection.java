package io.retort.runtime.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.runtime.report.text.Durations;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether distillation helped, and the figures of teacher and students. */
final class VerdictSection {
  private static final int MOST_WARNINGS = 30;

  private VerdictSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    for (String head : data.heads()) {
      JsonNode comparison = data.comparison(head);
      String verdict = comparison.path("verdict").asText("cannot-tell");
      parts.add(
          p(strong(words(verdict)), text(" " + sentence(data, head, comparison)))
              .withClass("verdict " + (verdict.matches("[a-z-]+") ? verdict : "")));
    }
    if (parts.isEmpty()) {
      parts.add(Parts.note("The folder has no comparison of students (result.json)."));
    }
    data.heads().forEach(head -> parts.add(figures(data, head)));
    if (data.result().has("teacher")) {
      parts.add(cost(data));
    }
    List<JsonNode> warnings = RunData.list(data.result().path("warnings"));
    if (!warnings.isEmpty()) {
      parts.add(
          ul(each(
                  warnings.subList(0, Math.min(MOST_WARNINGS, warnings.size())),
                  warning ->
                      li(
                          Texts.shown(
                              warning.path("place").asText()
                                  + ": "
                                  + warning.path("sentence").asText(),
                              500))))
              .withClass("warnings"));
    }
    return Parts.section("Verdict", parts);
  }

  private static String words(String verdict) {
    return switch (verdict) {
      case "helped" -> "Distillation helped.";
      case "did-not-help" -> "Distillation did not help.";
      default -> "Cannot tell whether distillation helped.";
    };
  }

  private static String sentence(RunData data, String head, JsonNode comparison) {
    String score = comparison.path("score").asText("score");
    boolean share = data.share(head, score);
    double gain = RunData.number(comparison.path("gain"));
    JsonNode interval = comparison.path("interval95");
    String unit = share ? " points of " : " in ";
    StringBuilder words = new StringBuilder(200);
    if (data.heads().size() > 1) {
      words.append(Texts.name(head)).append(": ");
    }
    words.append(Numbers.difference(share, gain)).append(unit).append(Texts.name(score));
    words.append(
        interval.size() == 2
            ? ", 95% confidence interval "
                + Numbers.difference(share, RunData.number(interval.path(0)))
                + " to "
                + Numbers.difference(share, RunData.number(interval.path(1)))
            : ", without a confidence interval: "
                + Texts.shown(comparison.path("no-interval").asText("none was found"), 200));
    words.append(", over ").append(comparison.path("seeds").asInt()).append(" seeds");
    if (comparison.path("repeats").asInt(1) > 1) {
      words.append(" in each of ").append(comparison.path("repeats").asInt()).append(" repeats");
    }
    return words
        .append(" and ")
        .append(Numbers.count(comparison.path("test-samples").asInt()))
        .append(" test samples.")
        .toString();
  }

  private static DomContent figures(RunData data, String head) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(
            RunData.list(data.result().path("students")).stream(),
            Stream.of(data.result().path("teacher")))
        .forEach(model -> model.path("test").path(head).fieldNames().forEachRemaining(names::add));
    names.remove("undefined");
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      boolean share = data.share(head, name);
      List<String> row = new ArrayList<>(List.of(name));
      for (String arm : RunData.ARMS) {
        List<Double> values = data.figures(arm, head, name);
        row.add(values.isEmpty() ? "–" : Numbers.spread(share, values));
      }
      rows.add(row);
    }
    return Parts.table(
        "Test figures of the head " + Texts.name(head) + ", mean ± standard deviation over seeds",
        List.of("figure", "teacher", "student alone", "student distilled"),
        rows);
  }

  private static DomContent cost(RunData data) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("parameters", data, "parameters"));
    rows.add(row("training time", data, "seconds"));
    if (data.result().has("predictions")) {
      List<String> row = new ArrayList<>(List.of("prediction of one sample (median)"));
      for (String arm : RunData.ARMS) {
        double seconds =
            RunData.number(data.result().path("predictions").path(arm).path("seconds"));
        row.add(Double.isNaN(seconds) ? "–" : Durations.exact(seconds));
      }
      rows.add(row);
    }
    return Parts.table(
        "What they cost", List.of("", "teacher", "student alone", "student distilled"), rows);
  }

  private static List<String> row(String name, RunData data, String key) {
    List<String> row = new ArrayList<>(List.of(name));
    for (String arm : RunData.ARMS) {
      List<Double> values =
          (arm.equals(RunData.TEACHER)
                  ? List.of(data.result().path("teacher"))
                  : data.students(arm))
              .stream()
                  .map(model -> model.path(key))
                  .filter(JsonNode::isNumber)
                  .map(JsonNode::asDouble)
                  .toList();
      double mean = Numbers.mean(values);
      row.add(
          Double.isNaN(mean) || (key.equals("parameters") && mean == 0)
              ? "–"
              : key.equals("parameters") ? Numbers.count(mean) : Durations.exact(mean));
    }
    return row;
  }
}
