package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a sweep has found. */
final class SweepSections {
  private static final int MOST_RANKED = 40;
  private static final int MOST_FIELDS = 40;

  private final String score;
  private final boolean share;
  private final boolean higher;
  private final List<Scored> first;
  private final List<Scored> last;

  SweepSections(RunData data) {
    this.score = data.result().path("score").asText("score");
    this.share = data.share(data.result().path("head").asText(), score);
    this.higher = data.result().path("higher-is-better").asBoolean(true);
    JsonNode rungs = data.result().path("rungs");
    this.first = scored(rungs.path(0));
    this.last = rungs.isEmpty() ? List.of() : scored(rungs.path(rungs.size() - 1));
  }

  /**
   * A candidate in one rung.
   *
   * @param values by key, as text
   * @param mean of the score over the seeds; not a number if it diverged
   */
  private record Scored(
      int number, Map<String, String> values, double mean, double deviation, int seeds) {

    String words() {
      return String.join(
          " ", values.entrySet().stream().map(e -> key(e.getKey()) + "=" + e.getValue()).toList());
    }

    private static String key(String path) {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /** A value of a key as text. */
  static String words(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static List<Scored> scored(JsonNode rung) {
    List<Scored> all = new ArrayList<>();
    for (JsonNode row : rung) {
      Map<String, String> values = new LinkedHashMap<>();
      row.path("values")
          .properties()
          .forEach(each -> values.put(each.getKey(), words(each.getValue())));
      all.add(
          new Scored(
              row.path("candidate").asInt(),
              values,
              RunData.number(row.path("mean")),
              RunData.number(row.path("deviation")),
              row.path("trainings").size()));
    }
    return all;
  }

  List<DomContent> all() {
    List<DomContent> sections = new ArrayList<>();
    sections.add(Parts.section("Best candidate", List.of(best())));
    sections.add(Parts.section("Ranking", List.of(ranking())));
    sections.add(Parts.section("Maps", maps()));
    sections.add(
        Parts.section(
            "Parallel coordinates",
            List.of(
                first.isEmpty()
                    ? Parts.note("There are no candidates.")
                    : new ParallelChart(keys(), score, share, higher)
                        .of(
                            first.stream()
                                .map(each -> new ParallelChart.Line(each.values(), each.mean()))
                                .toList()))));
    return sections;
  }

  private List<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    first.forEach(each -> keys.addAll(each.values().keySet()));
    return List.copyOf(keys);
  }

  private DomContent best() {
    if (last.isEmpty()) {
      return Parts.note("result.json has no rungs of candidates.");
    }
    Scored best = last.get(0);
    List<List<String>> rows = new ArrayList<>();
    best.values().forEach((key, value) -> rows.add(List.of(key, value)));
    rows.add(
        List.of(
            "mean validation " + score,
            Numbers.of(share, best.mean())
                + (Double.isNaN(best.deviation())
                    ? ""
                    : " ± " + Numbers.of(share, best.deviation()))
                + " over "
                + best.seeds()
                + (best.seeds() == 1 ? " seed" : " seeds")));
    return Parts.table(
        "Candidate "
            + best.number()
            + " of "
            + first.size()
            + ". Its score is optimistic, since it was chosen by it; run best.yaml to measure it on"
            + " test samples.",
        List.of("key", "value"),
        rows);
  }

  private DomContent ranking() {
    List<Scored> ranked = last.subList(0, Math.min(MOST_RANKED, last.size()));
    List<RankChart.Row> rows = new ArrayList<>();
    for (Scored each : ranked) {
      double half = Numbers.halfWidth(each.seeds()) * each.deviation();
      rows.add(
          new RankChart.Row(
              "#" + each.number(),
              each.words(),
              each.mean(),
              each.mean() - half,
              each.mean() + half));
    }
    String title = "Mean validation " + Texts.name(score) + " of the candidates, the best first";
    return Parts.chart(
        title
            + (ranked.size() < last.size() ? " (" + ranked.size() + " of " + last.size() + ")" : "")
            + ". Lines: 95% interval of the mean over the seeds.",
        RankChart.of(rows, share, score, title),
        Parts.table(
            "",
            Stream.concat(
                    Stream.of("rank", "candidate"),
                    Stream.concat(keys().stream(), Stream.of("mean", "deviation")))
                .toList(),
            cells()));
  }

  private List<List<String>> cells() {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      Scored each = last.get(i);
      List<String> row =
          new ArrayList<>(List.of(Integer.toString(i + 1), Integer.toString(each.number())));
      keys().forEach(key -> row.add(each.values().getOrDefault(key, "")));
      row.add(Double.isNaN(each.mean()) ? "diverged" : Numbers.of(share, each.mean()));
      row.add(Double.isNaN(each.deviation()) ? "–" : Numbers.of(share, each.deviation()));
      cells.add(row);
    }
    return cells;
  }

  /** A map for each pair of keys, with the best of all others. */
  private List<DomContent> maps() {
    List<DomContent> maps = new ArrayList<>();
    List<String> keys = keys();
    for (int x = 0; x < keys.size(); x++) {
      for (int y = x + 1; y < keys.size() && maps.size() < 6; y++) {
        map(keys.get(x), keys.get(y)).ifPresent(maps::add);
      }
    }
    return maps.isEmpty()
        ? List.of(Parts.note("A map takes two keys with at most " + MOST_FIELDS + " values each."))
        : maps;
  }

  private Optional<DomContent> map(String x, String y) {
    List<String> columns = values(x);
    List<String> rows = values(y);
    if (Math.max(columns.size(), rows.size()) > MOST_FIELDS) {
      return Optional.empty();
    }
    double[][] scores = new double[rows.size()][columns.size()];
    for (double[] row : scores) {
      Arrays.fill(row, Double.NaN);
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Scored each : first) {
      int row = rows.indexOf(each.values().getOrDefault(y, ""));
      int column = columns.indexOf(each.values().getOrDefault(x, ""));
      if (row >= 0 && column >= 0 && Double.isFinite(each.mean())) {
        double before = scores[row][column];
        boolean better =
            Double.isNaN(before) || (higher ? each.mean() > before : each.mean() < before);
        scores[row][column] = better ? each.mean() : before;
        low = Math.min(low, each.mean());
        high = Math.max(high, each.mean());
      }
    }
    double[][] shades = new double[rows.size()][columns.size()];
    String[][] words = new String[rows.size()][columns.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = scores[row][column];
        double level = high > low ? (value - low) / (high - low) : 1;
        shades[row][column] = Double.isNaN(value) ? value : higher ? level : 1 - level;
        words[row][column] =
            Double.isNaN(value) ? "–" : share ? Numbers.percent(value, 1) : Numbers.plain(value);
      }
    }
    String title =
        "Mean validation " + Texts.name(score) + " by " + Texts.name(x) + " and " + Texts.name(y);
    return Optional.of(
        Parts.chart(
            title
                + (keys().size() > 2 ? ", the best of all other values" : "")
                + ". The more a field stands out, the better; – has diverged.",
            MatrixChart.of(
                new MatrixChart.Content(rows, columns, shades, words, Scored.key(y), Scored.key(x)),
                title,
                "Rows are values of " + y + ", columns values of " + x + ".",
                Plot.WIDTH),
            Parts.note("The numbers stand in the fields and under the ranking.")));
  }

  private List<String> values(String key) {
    return first.stream()
        .sorted(Comparator.comparingInt(Scored::number))
        .map(each -> each.values().getOrDefault(key, ""))
        .distinct()
        .toList();
  }
}
