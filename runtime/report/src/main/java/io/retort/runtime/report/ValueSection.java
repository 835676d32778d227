package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Errors of predicted values, and predictions beside what is true. */
final class ValueSection {
  private static final int MOST_MARKS = 400;
  private static final int MOST_VALUES = 8;

  private ValueSection() {}

  /** The section; nothing where no head predicts values. */
  static List<DomContent> of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    List<NamedCsvRecord> rows = CsvTable.rows(data.files(), "predictions.csv");
    data.evaluation()
        .path("heads")
        .properties()
        .forEach(
            head -> {
              if (head.getValue().path("task").asText().equals("values")) {
                add(parts, head.getKey(), head.getValue(), rows);
              }
            });
    return parts.isEmpty() ? List.of() : List.of(Parts.section("Predicted values", parts));
  }

  private static void add(
      List<DomContent> parts, String head, JsonNode node, List<NamedCsvRecord> rows) {
    List<String> names = RunData.list(node.path("names")).stream().map(JsonNode::asText).toList();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (String arm : RunData.ARMS) {
        JsonNode errors = node.path("arms").path(arm).path(i);
        if (errors.isObject()) {
          List<String> row = new ArrayList<>(List.of(names.get(i), RunData.words(arm)));
          row.add(Numbers.plain(RunData.number(errors.path("mean"))));
          row.add(Numbers.plain(RunData.number(errors.path("root-mean-square"))));
          for (int at = 0; at < 7; at++) {
            row.add(Numbers.plain(RunData.number(errors.path("quantiles").path(at))));
          }
          cells.add(row);
        }
      }
    }
    parts.add(Legend.arms(RunData.ARMS));
    for (String name : names.subList(0, Math.min(MOST_VALUES, names.size()))) {
      chart(head, name, rows).ifPresent(parts::add);
    }
    parts.add(
        Parts.table(
            "Errors (prediction minus truth) of the head " + Texts.name(head) + ", all seeds",
            List.of(
                "value", "model", "mean", "rms", "least", "5%", "25%", "median", "75%", "95%",
                "largest"),
            cells));
  }

  private static Optional<DomContent> chart(String head, String value, List<NamedCsvRecord> rows) {
    List<NamedCsvRecord> own =
        Plot.thinned(
            rows.stream()
                .filter(row -> row.findField("head").orElse("").equals(head))
                .filter(row -> row.findField("output").orElse("").equals(value))
                .toList(),
            MOST_MARKS);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<double[]> points = new ArrayList<>();
    for (NamedCsvRecord row : own) {
      points.add(
          new double[] {
            CsvTable.number(row, "label"),
            CsvTable.number(row, RunData.ALONE),
            CsvTable.number(row, RunData.DISTILLED)
          });
    }
    double[] truth = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] all = points.stream().flatMapToDouble(Arrays::stream).toArray();
    Axis y = Axis.of(all, Plot.BOTTOM, Plot.TOP, Numbers::plain);
    Plot plot =
        new Plot(
            Axis.of(truth, Plot.LEFT, Plot.RIGHT, Numbers::plain), "true value", y, "predicted");
    double low = Arrays.stream(truth).min().orElse(0);
    double high = Arrays.stream(truth).max().orElse(1);
    plot.line("ideal", List.of(new double[] {low, low}, new double[] {high, high}), "equal");
    for (double[] point : points) {
      plot.mark(RunData.ALONE, point[0], point[1], 2, "student alone");
      plot.mark(RunData.DISTILLED, point[0], point[2], 2, "student distilled");
    }
    String title = "Predictions of " + Texts.name(value) + ", head " + Texts.name(head);
    return Optional.of(
        Parts.chart(
            title + ", saved seed, " + own.size() + " test samples.",
            plot.picture(title, "Predicted over true values."),
            Parts.note("predictions.csv has the numbers.")));
  }
}
