package io.retort.runtime.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Classes and labels one by one: what is confused, what each gains. */
final class ClassSection {
  /** So many classes are drawn, those that change most; all of them are in the table. */
  private static final int MOST_DRAWN = 20;

  private ClassSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    data.evaluation()
        .path("heads")
        .properties()
        .forEach(
            head -> {
              String task = head.getValue().path("task").asText();
              if (task.equals("classes") || task.equals("labels")) {
                add(parts, head.getKey(), head.getValue(), task);
              }
            });
    if (parts.isEmpty()) {
      parts.add(
          Parts.note(
              "evaluation.json has no classes: there are none, or an older version has made this"
                  + " folder."));
    }
    return Parts.section("Classes", parts);
  }

  private static void add(List<DomContent> parts, String name, JsonNode head, String task) {
    List<String> names = RunData.list(head.path("names")).stream().map(JsonNode::asText).toList();
    if (task.equals("classes")) {
      List<DomContent> matrices = new ArrayList<>();
      for (String arm : RunData.ARMS) {
        JsonNode matrix = head.path("arms").path(arm).path("matrix");
        if (matrix.isArray() && matrix.size() == names.size()) {
          matrices.add(
              figure(
                  figcaption(Texts.name(RunData.words(arm)) + ", all seeds together"),
                  matrix(names, matrix, arm, names.size() > 12 ? Plot.WIDTH : 420)));
        }
      }
      parts.add(
          matrices.isEmpty()
              ? confused(names, head)
              : div(each(matrices.toArray(DomContent[]::new))).withClass("beside"));
    }
    List<Recall> recalls = recalls(names, head.path("arms"));
    List<Recall> most =
        recalls.stream()
            .filter(recall -> Double.isFinite(recall.gain()))
            .sorted(Comparator.comparingDouble(recall -> -Math.abs(recall.gain())))
            .limit(MOST_DRAWN)
            .sorted(Comparator.comparingDouble(recall -> -recall.gain()))
            .toList();
    String noun = task.equals("labels") ? "label" : "class";
    String title = "Gain in recall of each " + noun + ", head " + Texts.name(name);
    parts.add(
        Parts.chart(
            title
                + " (mean over seeds)"
                + (most.size() < names.size()
                    ? ", the " + most.size() + " that change most."
                    : "."),
            GainChart.of(
                most.stream()
                    .map(
                        recall ->
                            new GainChart.Row(
                                recall.name(), recall.gain(), Double.NaN, Double.NaN, false))
                    .toList(),
                true,
                "recall",
                title),
            Parts.table(
                "",
                List.of(noun, "test samples", "recall of teacher", "alone", "distilled", "gain"),
                recalls.stream().map(Recall::cells).toList())));
  }

  private static DomContent matrix(List<String> names, JsonNode counts, String arm, double width) {
    int size = names.size();
    double[][] shades = new double[size][size];
    String[][] words = new String[size][size];
    for (int row = 0; row < size; row++) {
      double all = 0;
      for (int column = 0; column < size; column++) {
        all += counts.path(row).path(column).asDouble();
      }
      for (int column = 0; column < size; column++) {
        double count = counts.path(row).path(column).asDouble();
        // Mistakes are rare: the root makes them visible.
        shades[row][column] = all == 0 ? 0 : Math.sqrt(count / all);
        words[row][column] = count == 0 ? "" : Long.toString(Math.round(count));
      }
    }
    return MatrixChart.of(
        new MatrixChart.Content(names, names, shades, words, "true class", "decision"),
        "Confusion matrix of the " + RunData.words(arm),
        "Rows are true classes, columns are decisions; fields that stand out hold more of their"
            + " row.",
        width);
  }

  private static DomContent confused(List<String> names, JsonNode head) {
    List<List<String>> rows = new ArrayList<>();
    for (String arm : List.of(RunData.DISTILLED, RunData.ALONE)) {
      for (JsonNode each : head.path("arms").path(arm).path("confused")) {
        if (rows.size() < 100) {
          rows.add(
              List.of(
                  RunData.words(arm),
                  name(names, each.path("label").asInt()),
                  name(names, each.path("predicted").asInt()),
                  Numbers.count(each.path("count").asInt())));
        }
      }
    }
    return Parts.table(
        "What is most often confused, of all seeds together",
        List.of("model", "true class", "decision", "samples"),
        rows);
  }

  private static String name(List<String> names, int index) {
    return index >= 0 && index < names.size() ? Texts.name(names.get(index)) : "?";
  }

  private static List<Recall> recalls(List<String> names, JsonNode arms) {
    List<Recall> recalls = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      recalls.add(
          new Recall(
              names.get(i),
              // The teacher is measured once.
              RunData.number(arms.path(RunData.TEACHER).path("samples").path(i)),
              recall(arms.path(RunData.TEACHER), i),
              recall(arms.path(RunData.ALONE), i),
              recall(arms.path(RunData.DISTILLED), i)));
    }
    return recalls;
  }

  private static double recall(JsonNode arm, int index) {
    double samples = RunData.number(arm.path("samples").path(index));
    return samples > 0 ? RunData.number(arm.path("right").path(index)) / samples : Double.NaN;
  }

  /** The share of a class that each model finds. */
  private record Recall(
      String name, double samples, double teacher, double alone, double distilled) {

    double gain() {
      return distilled - alone;
    }

    List<String> cells() {
      return List.of(
          Texts.name(name),
          Double.isNaN(samples) ? "–" : Numbers.count(samples),
          Numbers.of(true, teacher),
          Numbers.of(true, alone),
          Numbers.of(true, distilled),
          Numbers.difference(true, gain()));
    }
  }
}
