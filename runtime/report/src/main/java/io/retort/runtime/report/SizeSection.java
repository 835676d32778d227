package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.runtime.report.text.Durations;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How good the models are for their size. */
final class SizeSection {

  private SizeSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    for (String head : data.heads()) {
      List<Model> models = models(data, head);
      if (models.stream().anyMatch(model -> model.parameters() > 0)) {
        parts.add(chart(data, head, models));
      }
    }
    if (parts.isEmpty()) {
      parts.add(Parts.note("result.json has no numbers of parameters."));
    } else {
      parts.add(0, Legend.arms(RunData.ARMS));
    }
    return Parts.section("Size and quality", parts);
  }

  /** Of the mark of the slowest model; half its width. */
  private static final double LARGEST_MARK = 9;

  private static final double SMALLEST_MARK = 3;
  private static final double USUAL_MARK = 4;

  /**
   * A model.
   *
   * @param parameters how many it has, 0 if it has none
   * @param seconds how long it takes for one sample; not a number where that was not measured
   */
  private record Model(String arm, double parameters, double score, double seconds, String seed) {

    String words() {
      return RunData.words(arm) + seed;
    }

    String latency() {
      return Durations.exact(seconds);
    }
  }

  private static List<Model> models(RunData data, String head) {
    String score = data.comparison(head).path("score").asText();
    List<Model> models = new ArrayList<>();
    for (String arm : RunData.ARMS) {
      List<JsonNode> all =
          arm.equals(RunData.TEACHER) ? List.of(data.result().path("teacher")) : data.students(arm);
      for (JsonNode model : all) {
        double figure = RunData.number(model.path("test").path(head).path(score));
        if (!Double.isNaN(figure)) {
          models.add(
              new Model(
                  arm,
                  model.path("parameters").asDouble(),
                  figure,
                  RunData.number(data.result().path("predictions").path(arm).path("seconds")),
                  arm.equals(RunData.TEACHER) ? "" : ", seed " + model.path("seed").asText()));
        }
      }
    }
    return models;
  }

  private static DomContent chart(RunData data, String head, List<Model> models) {
    String score = data.comparison(head).path("score").asText();
    boolean share = data.share(head, score);
    Plot plot =
        new Plot(
            Axis.logarithmic(
                models.stream().mapToDouble(Model::parameters).toArray(),
                Plot.LEFT,
                Plot.RIGHT,
                Numbers::count),
            "parameters",
            Axis.of(
                models.stream().mapToDouble(Model::score).toArray(),
                Plot.BOTTOM,
                Plot.TOP,
                Numbers.axis(share)),
            score);
    double slowest =
        models.stream().mapToDouble(Model::seconds).filter(Double::isFinite).max().orElse(0);
    for (Model model : models) {
      plot.mark(
          model.arm(),
          model.parameters(),
          model.score(),
          size(model, slowest),
          model.words()
              + ": "
              + Numbers.of(share, model.score())
              + (model.latency().isEmpty() ? "" : ", " + model.latency()));
    }
    String title = "Test " + Texts.name(score) + " over parameters, head " + Texts.name(head);
    return Parts.chart(
        title
            + (slowest > 0
                ? ". The area of a mark is the time that a prediction of one sample takes: "
                    + latencies(models)
                : "")
            + ". A teacher that is no network has no parameters, and is left out.",
        plot.picture(title, "A mark for each model."),
        Parts.table(
            "",
            List.of("model", "parameters", score, "prediction of one sample"),
            models.stream()
                .map(
                    model ->
                        List.of(
                            model.words(),
                            model.parameters() > 0 ? Numbers.count(model.parameters()) : "–",
                            Numbers.of(share, model.score()),
                            model.latency().isEmpty() ? "–" : model.latency()))
                .toList()));
  }

  private static double size(Model model, double slowest) {
    return slowest > 0 && model.seconds() > 0
        ? Math.max(SMALLEST_MARK, LARGEST_MARK * Math.sqrt(model.seconds() / slowest))
        : USUAL_MARK;
  }

  /** The median of each arm; those of its seeds are the same network. */
  private static String latencies(List<Model> models) {
    Map<String, String> arms = new LinkedHashMap<>();
    models.stream()
        .filter(model -> !model.latency().isEmpty())
        .forEach(model -> arms.put(RunData.words(model.arm()), model.latency()));
    return String.join(
        ", ", arms.entrySet().stream().map(arm -> arm.getKey() + " " + arm.getValue()).toList());
  }
}
