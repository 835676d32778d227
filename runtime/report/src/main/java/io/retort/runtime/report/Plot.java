package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A chart with two axes, onto which lines, marks and bars are drawn. */
final class Plot {
  static final double WIDTH = 640;
  static final double HEIGHT = 300;
  static final double LEFT = 64;
  static final double RIGHT = 624;
  static final double TOP = 12;
  static final double BOTTOM = 252;

  private final Axis x;
  private final Axis y;
  private final List<DomContent> behind = new ArrayList<>();
  private final List<DomContent> parts = new ArrayList<>();

  /**
   * A chart.
   *
   * @param x from {@link #LEFT} to {@link #RIGHT}
   * @param y from {@link #BOTTOM} up to {@link #TOP}
   */
  Plot(Axis x, String xName, Axis y, String yName) {
    this.x = x;
    this.y = y;
    for (double tick : y.ticks()) {
      behind.add(Svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick)));
      behind.add(Svg.text("tick end", LEFT - 6, y.at(tick) + 4, y.words().apply(tick)));
    }
    for (double tick : x.ticks()) {
      behind.add(Svg.line("grid", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4));
      behind.add(Svg.text("tick middle", x.at(tick), BOTTOM + 18, x.words().apply(tick)));
    }
    behind.add(Svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM));
    behind.add(Svg.text("name middle", (LEFT + RIGHT) / 2, HEIGHT - 8, xName));
    behind.add(
        Svg.text("name middle", 0, 0, yName)
            .attr(
                "transform", "translate(12 " + Axis.number((TOP + BOTTOM) / 2) + ") rotate(-90)"));
  }

  /** Draws a line through points in their order; it is broken where one has no place. */
  void line(String css, List<double[]> points, String name) {
    StringBuilder data = new StringBuilder();
    boolean drawn = false;
    for (double[] point : points) {
      boolean here = x.has(point[0]) && y.has(point[1]);
      if (here) {
        data.append(drawn ? 'L' : 'M');
        data.append(Axis.number(x.at(point[0]))).append(' ').append(Axis.number(y.at(point[1])));
      }
      drawn = here;
    }
    if (!data.isEmpty()) {
      parts.add(Svg.named(Svg.path("line " + css, data.toString()), name));
    }
  }

  void mark(String css, double atX, double atY, double size, String name) {
    if (x.has(atX) && y.has(atY)) {
      parts.add(Svg.named(Svg.mark(css, x.at(atX), y.at(atY), size), name));
    }
  }

  void word(String css, double atX, double atY, double dx, double dy, String text) {
    if (x.has(atX) && y.has(atY)) {
      parts.add(Svg.text(css, x.at(atX) + dx, y.at(atY) + dy, text));
    }
  }

  DomContent picture(String title, String description) {
    List<DomContent> all = new ArrayList<>(behind);
    all.addAll(parts);
    return Svg.picture(WIDTH, HEIGHT, title, description, all);
  }

  /** As many points of a line as a page can hold: the first, the last, and some between. */
  static <T> List<T> thinned(List<T> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    List<T> kept = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      kept.add(points.get((int) ((long) i * (points.size() - 1) / (most - 1))));
    }
    return kept;
  }
}
