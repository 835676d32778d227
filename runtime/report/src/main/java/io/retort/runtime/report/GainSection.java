package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The gain of every seed. */
final class GainSection {
  /** Of the normal distribution, for an interval of 95%. */
  private static final double WIDTH = 1.96;

  private GainSection() {}

  static DomContent of(RunData data) {
    Map<String, double[]> contributions = CsvTable.columns(data.files(), "contributions.csv");
    List<DomContent> parts = new ArrayList<>();
    for (String head : data.heads()) {
      parts.add(of(data, head, contributions));
    }
    if (data.heads().isEmpty() || contributions.isEmpty()) {
      parts.add(
          Parts.note(
              "Without contributions.csv there are no intervals of single seeds: an older version"
                  + " has not written it, there are more values than it may have, or the data have"
                  + " no labels."));
    }
    return Parts.section("Gain of each seed", parts);
  }

  private static DomContent of(RunData data, String head, Map<String, double[]> contributions) {
    JsonNode comparison = data.comparison(head);
    String score = comparison.path("score").asText();
    boolean share = data.share(head, score);
    Map<Long, Double> alone = new HashMap<>();
    data.students(RunData.ALONE)
        .forEach(student -> alone.put(seed(student), figure(student, head, score)));
    double sign = sign(data, comparison);
    List<GainChart.Row> rows = new ArrayList<>();
    for (JsonNode student : data.students(RunData.DISTILLED)) {
      long seed = seed(student);
      double gain = sign * (figure(student, head, score) - alone.getOrDefault(seed, Double.NaN));
      double half = WIDTH * standardError(contributions, head, seed);
      rows.add(new GainChart.Row("seed " + seed, gain, gain - half, gain + half, false));
    }
    JsonNode interval = comparison.path("interval95");
    rows.add(
        new GainChart.Row(
            "all",
            RunData.number(comparison.path("gain")),
            RunData.number(interval.path(0)),
            RunData.number(interval.path(1)),
            true));
    String title = "Gain in " + Texts.name(score) + ", head " + Texts.name(head);
    return Parts.chart(
        title
            + ". Lines of single seeds: 95% interval over the test samples alone; the last one is"
            + " that of the verdict, which covers seeds and test samples.",
        GainChart.of(rows, share, score, title),
        Parts.table(
            "",
            List.of("seed", "gain", "from", "to"),
            rows.stream()
                .map(
                    row ->
                        List.of(
                            row.name(),
                            Numbers.difference(share, row.gain()),
                            Numbers.difference(share, row.low()),
                            Numbers.difference(share, row.high())))
                .toList()));
  }

  /** −1 where a smaller figure is better. */
  private static double sign(RunData data, JsonNode comparison) {
    JsonNode said = comparison.path("higher-is-better");
    if (said.isBoolean()) {
      return said.asBoolean() ? 1 : -1;
    }
    // Of older versions: the gain of the mean tells.
    String head = comparison.path("head").asText();
    String score = comparison.path("score").asText();
    double difference =
        Numbers.mean(data.figures(RunData.DISTILLED, head, score))
            - Numbers.mean(data.figures(RunData.ALONE, head, score));
    return difference * RunData.number(comparison.path("gain")) < 0 ? -1 : 1;
  }

  private static long seed(JsonNode student) {
    return student.path("seed").asLong();
  }

  private static double figure(JsonNode student, String head, String score) {
    return RunData.number(student.path("test").path(head).path(score));
  }

  /** That of the mean over the samples of what they contribute to a seed's gain. */
  private static double standardError(Map<String, double[]> columns, String head, long seed) {
    double[] alone = columns.get(head + "/" + RunData.ALONE + "/" + seed);
    double[] distilled = columns.get(head + "/" + RunData.DISTILLED + "/" + seed);
    if (alone == null || distilled == null || alone.length < 2) {
      return Double.NaN;
    }
    List<Double> gains =
        IntStream.range(0, alone.length).mapToObj(i -> distilled[i] - alone[i]).toList();
    return Numbers.deviation(gains) / Math.sqrt(alone.length);
  }
}
