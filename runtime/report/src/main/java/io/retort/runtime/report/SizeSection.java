package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

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

  /** A model: the number of its parameters, 0 if it has none, and its score. */
  private record Model(String arm, double parameters, double score, String seed) {}

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
    for (Model model : models) {
      plot.mark(
          model.arm(),
          model.parameters(),
          model.score(),
          4,
          RunData.words(model.arm()) + model.seed() + ": " + Numbers.of(share, model.score()));
    }
    String title = "Test " + Texts.name(score) + " over parameters, head " + Texts.name(head);
    return Parts.chart(
        title + ". A teacher that is no network has no parameters, and is left out.",
        plot.picture(title, "A mark for each model."),
        Parts.table(
            "",
            List.of("model", "parameters", score),
            models.stream()
                .map(
                    model ->
                        List.of(
                            RunData.words(model.arm()) + model.seed(),
                            model.parameters() > 0 ? Numbers.count(model.parameters()) : "–",
                            Numbers.of(share, model.score())))
                .toList()));
  }
}
