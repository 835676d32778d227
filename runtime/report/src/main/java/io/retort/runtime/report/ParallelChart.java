package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines through the values of all keys to the score. */
final class ParallelChart {
  private static final double BOTTOM = 250;
  private static final double TOP = 40;
  private static final double SIDE = 90;
  private static final int MOST_LINES = 300;
  private static final int MOST_KEYS = 8;

  private final List<String> keys;
  private final String score;
  private final boolean share;
  private final boolean higher;

  ParallelChart(List<String> keys, String score, boolean share, boolean higher) {
    this.keys = keys.subList(0, Math.min(MOST_KEYS, keys.size()));
    this.score = score;
    this.share = share;
    this.higher = higher;
  }

  /**
   * A candidate.
   *
   * @param values by key
   * @param score not a number for one that diverged, which is not drawn
   */
  record Line(Map<String, String> values, double score) {}

  DomContent of(List<Line> candidates) {
    List<Line> lines =
        candidates.stream()
            .filter(line -> Double.isFinite(line.score()))
            .limit(MOST_LINES)
            .toList();
    double[] scores = lines.stream().mapToDouble(Line::score).toArray();
    Axis axis = Axis.of(scores, BOTTOM, TOP, Numbers.axis(share));
    List<DomContent> parts = new ArrayList<>();
    List<List<String>> values = keys.stream().map(key -> values(candidates, key)).toList();
    for (Line line : lines) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < keys.size(); i++) {
        path.append(i == 0 ? 'M' : 'L').append(Axis.number(x(i))).append(' ');
        int place = values.get(i).indexOf(line.values().getOrDefault(keys.get(i), ""));
        path.append(Axis.number(y(place, values.get(i).size())));
      }
      path.append(keys.isEmpty() ? 'M' : 'L').append(Axis.number(x(keys.size()))).append(' ');
      path.append(Axis.number(axis.at(line.score())));
      parts.add(
          Svg.named(
              Svg.path("line way level" + level(axis, line.score()), path.toString()),
              line.values() + ": " + Numbers.of(share, line.score())));
    }
    for (int i = 0; i < keys.size(); i++) {
      parts.add(Svg.line("axis", x(i), TOP, x(i), BOTTOM));
      String key = keys.get(i).substring(keys.get(i).lastIndexOf('.') + 1);
      parts.add(Svg.text("name middle", x(i), i % 2 == 0 ? 14 : 28, Texts.shown(key, 22)));
      int count = values.get(i).size();
      for (int at = 0; at < count && count <= 20; at++) {
        String value = Texts.shown(values.get(i).get(at), 12);
        parts.add(Svg.text("tick halo", x(i) + 5, y(at, count) + 4, value));
      }
    }
    double last = x(keys.size());
    parts.add(Svg.line("axis", last, TOP, last, BOTTOM));
    parts.add(
        Svg.text("name middle", last, keys.size() % 2 == 0 ? 14 : 28, Texts.shown(score, 22)));
    for (double tick : axis.ticks()) {
      parts.add(Svg.text("tick halo", last + 5, axis.at(tick) + 4, axis.words().apply(tick)));
    }
    String words =
        "A line for each candidate of the first rung, through its values to its mean validation "
            + Texts.name(score)
            + "; the more it stands out, the better.";
    return Parts.chart(
        words,
        Svg.picture(Plot.WIDTH, BOTTOM + 16, "Parallel coordinates", words, parts),
        Parts.note("The numbers stand under the ranking."));
  }

  private long level(Axis axis, double value) {
    double share = (value - axis.low()) / (axis.high() - axis.low());
    return Math.round(2 + 6 * (higher ? share : 1 - share));
  }

  private double x(int place) {
    return 40 + (Plot.WIDTH - 40 - SIDE) * place / Math.max(1, keys.size());
  }

  private static double y(int place, int count) {
    return BOTTOM - 8 - (BOTTOM - TOP - 16) * (count < 2 ? 0.5 : (double) place / (count - 1));
  }

  private static List<String> values(List<Line> lines, String key) {
    Set<String> values = new LinkedHashSet<>();
    lines.forEach(line -> values.add(line.values().getOrDefault(key, "")));
    List<String> sorted = new ArrayList<>(values);
    sorted.sort(ParallelChart::compare);
    return sorted;
  }

  /** Numbers by their size, all else as it is. */
  private static int compare(String a, String b) {
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b));
    } catch (NumberFormatException words) {
      return a.compareTo(b);
    }
  }
}
