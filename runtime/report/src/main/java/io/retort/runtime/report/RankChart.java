package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scores as a row each, the best on top, with their intervals. */
final class RankChart {
  private static final double LEFT = 250;
  private static final double STEP = 22;

  private RankChart() {}

  /**
   * A score.
   *
   * @param name of the row
   * @param words what it is about
   * @param value the score; not a number where there is none
   */
  record Row(String name, String words, double value, double low, double high) {}

  static DomContent of(List<Row> rows, boolean share, String score, String title) {
    double bottom = Plot.TOP + STEP * rows.size();
    double[] all =
        rows.stream()
            .flatMap(row -> Stream.of(row.value(), row.low(), row.high()))
            .mapToDouble(Double::doubleValue)
            .toArray();
    Axis x = Axis.of(all, LEFT, Plot.RIGHT - 12, Numbers.axis(share));
    List<DomContent> parts = new ArrayList<>();
    for (double tick : x.ticks()) {
      parts.add(Svg.line("grid", x.at(tick), Plot.TOP, x.at(tick), bottom));
      parts.add(Svg.text("tick middle", x.at(tick), bottom + 16, x.words().apply(tick)));
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = Plot.TOP + STEP * (i + 0.5);
      String name = row.words().isEmpty() ? row.name() : row.words();
      parts.add(
          Svg.named(Svg.text("tick end", LEFT - 10, y + 4, Texts.shown(name, 36)), row.words()));
      if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
        parts.add(Svg.line("interval", x.at(row.low()), y, x.at(row.high()), y));
      }
      if (Double.isFinite(row.value())) {
        parts.add(
            Svg.named(
                Svg.mark("distilled", x.at(row.value()), y, 4),
                row.name() + " " + Numbers.of(share, row.value())));
      } else {
        parts.add(Svg.text("tick", LEFT + 4, y + 4, "none"));
      }
    }
    parts.add(Svg.text("name middle", (LEFT + Plot.RIGHT) / 2, bottom + 36, score));
    return Svg.picture(
        Plot.WIDTH,
        bottom + 44,
        title,
        "A mark for each mean, with a line for its interval.",
        parts);
  }
}
