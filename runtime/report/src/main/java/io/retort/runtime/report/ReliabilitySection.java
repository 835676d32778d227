package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Whether decisions are right as often as their probabilities say. */
final class ReliabilitySection {

  private ReliabilitySection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    data.evaluation()
        .path("heads")
        .properties()
        .forEach(
            head -> {
              if (head.getValue().path("arms").path(RunData.DISTILLED).has("reliability")) {
                parts.add(chart(head.getKey(), head.getValue().path("arms")));
              }
            });
    if (parts.isEmpty()) {
      parts.add(Parts.note("evaluation.json has no reliability bins of classes."));
    } else {
      parts.add(0, Legend.arms(RunData.ARMS));
    }
    return Parts.section("Reliability", parts);
  }

  private static DomContent chart(String head, JsonNode arms) {
    double[] unit = {0, 1};
    Plot plot =
        new Plot(
            Axis.of(unit, Plot.LEFT, Plot.RIGHT, Numbers.axis(true)),
            "mean probability of the decisions in a bin",
            Axis.of(unit, Plot.BOTTOM, Plot.TOP, Numbers.axis(true)),
            "share that is right");
    plot.line("ideal", List.of(new double[] {0, 0}, new double[] {1, 1}), "perfectly calibrated");
    List<List<String>> rows = new ArrayList<>();
    for (String arm : RunData.ARMS) {
      List<double[]> points = new ArrayList<>();
      for (JsonNode bin : arms.path(arm).path("reliability")) {
        double confidence = RunData.number(bin.path("confidence"));
        double accuracy = RunData.number(bin.path("accuracy"));
        double samples = bin.path("samples").asDouble();
        if (samples > 0) {
          points.add(new double[] {confidence, accuracy});
          plot.mark(
              arm,
              confidence,
              accuracy,
              samples < 20 ? 2 : 4,
              RunData.words(arm) + ": " + Numbers.count(samples) + " decisions");
          rows.add(
              List.of(
                  RunData.words(arm),
                  Numbers.percent(bin.path("from").asDouble(), 1)
                      + " to "
                      + Numbers.percent(bin.path("to").asDouble(), 1),
                  Numbers.count(samples),
                  Numbers.of(true, confidence),
                  Numbers.of(true, accuracy)));
        }
      }
      plot.line(arm, points, RunData.words(arm));
    }
    String title = "Reliability, head " + Texts.name(head);
    return Parts.chart(
        title
            + ". Above the diagonal a model is too careful, below it too certain. Small marks:"
            + " fewer than 20 decisions.",
        plot.picture(title, "Share of right decisions over their probability."),
        Parts.table("", List.of("model", "probability", "decisions", "mean", "right"), rows));
  }
}
