package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The score on the validation samples while the students of all seeds learn. */
final class CurveSection {
  /** So many points all lines of a chart have. */
  static final int MOST_POINTS = 12_000;

  private CurveSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    for (String head : data.heads()) {
      List<Curve> curves = new ArrayList<>();
      for (String arm : List.of(RunData.ALONE, RunData.DISTILLED)) {
        for (JsonNode student : data.students(arm)) {
          long seed = student.path("seed").asLong();
          Curve curve = curve(data, arm, seed, head);
          if (!curve.points().isEmpty()) {
            curves.add(curve);
          }
        }
      }
      if (!curves.isEmpty()) {
        parts.add(chart(data, head, curves));
      }
    }
    if (parts.isEmpty()) {
      parts.add(Parts.note("No epoch in metrics.jsonl has validation figures."));
    } else {
      parts.add(0, Legend.arms(List.of(RunData.ALONE, RunData.DISTILLED)));
    }
    return Parts.section("Learning curves", parts);
  }

  /** The score of one training over its steps. */
  private record Curve(String arm, long seed, String score, List<double[]> points) {}

  private static Curve curve(RunData data, String arm, long seed, String head) {
    List<double[]> points = new ArrayList<>();
    String score = "";
    for (JsonNode epoch : data.epochs(arm, seed)) {
      JsonNode measured = epoch.path("validation").path(head);
      if (!measured.isMissingNode()) {
        score = measured.path("score").asText();
        double value = RunData.number(measured.path("figures").path(score));
        points.add(new double[] {epoch.path("step").asDouble(), value});
      }
    }
    return new Curve(arm, seed, score, points);
  }

  private static DomContent chart(RunData data, String head, List<Curve> curves) {
    String score = curves.get(0).score();
    boolean share = data.share(head, score);
    int most = Math.max(10, MOST_POINTS / curves.size());
    double[] steps = all(curves, 0);
    double[] values = all(curves, 1);
    Plot plot =
        new Plot(
            Axis.of(steps, Plot.LEFT, Plot.RIGHT, Numbers::count, 0),
            "step",
            Axis.of(values, Plot.BOTTOM, Plot.TOP, Numbers.axis(share)),
            score);
    String faint = curves.size() > 24 ? " faint" : "";
    for (Curve curve : curves) {
      String name = RunData.words(curve.arm()) + ", seed " + curve.seed();
      plot.line(curve.arm() + faint, Plot.thinned(curve.points(), most), name);
      if (curve.points().size() == 1) {
        plot.mark(curve.arm(), curve.points().get(0)[0], curve.points().get(0)[1], 3, name);
      }
    }
    String title = "Validation " + Texts.name(score) + ", head " + Texts.name(head);
    return Parts.chart(
        title + ", a line for each seed.",
        plot.picture(title, curves.size() + " trainings."),
        Parts.table(
            "",
            List.of("training", "first", "last"),
            curves.stream().map(curve -> numbers(curve, share)).toList()));
  }

  private static List<String> numbers(Curve curve, boolean share) {
    double[] values = curve.points().stream().mapToDouble(point -> point[1]).toArray();
    return List.of(
        String.format(Locale.ROOT, "%s, seed %d", RunData.words(curve.arm()), curve.seed()),
        Numbers.of(share, values[0]),
        Numbers.of(share, values[values.length - 1]));
  }

  private static double[] all(List<Curve> curves, int coordinate) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(point -> point[coordinate])
        .toArray();
  }
}
