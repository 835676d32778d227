package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gains as a row each, with their intervals, beside zero. */
final class GainChart {
  private static final double LEFT = 120;

  private GainChart() {}

  /**
   * A gain.
   *
   * @param name of the row
   * @param gain above 0 where it is better
   * @param low the lower end of its interval; not a number where there is none
   * @param high the upper end
   * @param overall whether it is the gain of all
   */
  record Row(String name, double gain, double low, double high, boolean overall) {}

  static DomContent of(List<Row> rows, boolean share, String figure, String title) {
    double step = rows.size() > 60 ? 8 : rows.size() > 25 ? 14 : 22;
    double bottom = Plot.TOP + step * rows.size();
    double[] all =
        rows.stream()
            .flatMap(row -> Stream.of(row.gain(), row.low(), row.high()))
            .mapToDouble(Double::doubleValue)
            .toArray();
    Axis x = Axis.of(all, LEFT, Plot.RIGHT - 8, value -> Numbers.difference(share, value), 0);
    List<DomContent> parts = new ArrayList<>();
    for (double tick : x.ticks()) {
      parts.add(Svg.line("grid", x.at(tick), Plot.TOP, x.at(tick), bottom));
      parts.add(Svg.text("tick middle", x.at(tick), bottom + 16, x.words().apply(tick)));
    }
    parts.add(Svg.line("axis", x.at(0), Plot.TOP, x.at(0), bottom));
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = Plot.TOP + step * (i + 0.5);
      if (step > 10 || row.overall() || i % 5 == 0) {
        parts.add(Svg.text("tick end", LEFT - 8, y + 4, Texts.shown(row.name(), 18)));
      }
      if (!Double.isFinite(row.gain())) {
        continue;
      }
      if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
        parts.add(
            Svg.line(
                row.overall() ? "interval overall" : "interval",
                x.at(row.low()),
                y,
                x.at(row.high()),
                y));
      }
      parts.add(
          Svg.named(
              Svg.mark("distilled", x.at(row.gain()), y, row.overall() ? 5 : Math.min(4, step / 3)),
              row.name() + ": " + Numbers.difference(share, row.gain())));
    }
    String unit = share ? "gain in points of " : "gain in ";
    parts.add(Svg.text("name middle", (LEFT + Plot.RIGHT) / 2, bottom + 36, unit + figure));
    return Svg.picture(
        Plot.WIDTH,
        bottom + 44,
        title,
        "A mark for each gain, with a line for its interval. Above 0 is better.",
        parts);
  }
}
