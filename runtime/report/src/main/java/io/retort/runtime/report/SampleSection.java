package io.retort.runtime.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The test samples on which the distilled student and the teacher differ most. */
final class SampleSection {
  /** Pictures take no more characters of a page. */
  private static final int MOST_PICTURES = 1_500_000;

  private int pictures;

  DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    data.evaluation()
        .path("heads")
        .properties()
        .forEach(
            head -> {
              List<JsonNode> samples = RunData.list(head.getValue().path("differing"));
              if (!samples.isEmpty()) {
                parts.add(
                    p(
                        "Head "
                            + Texts.name(head.getKey())
                            + ": the "
                            + samples.size()
                            + " test samples on which the distilled student of seed "
                            + data.evaluation().path("saved-seed").asText()
                            + " is furthest from the teacher ("
                            + distance(head.getValue().path("task").asText())
                            + ")."));
                parts.add(
                    div(each(samples, this::sample))
                        .withClass(samples.get(0).path("image").isObject() ? "gallery" : "rows"));
              }
            });
    if (parts.isEmpty()) {
      parts.add(
          Parts.note("evaluation.json names no samples on which student and teacher differ."));
    }
    return Parts.section("Where student and teacher differ most", parts);
  }

  private static String distance(String task) {
    return switch (task) {
      case "classes" -> "half the sum of the differences of all probabilities, from 0 to 1";
      case "labels" -> "mean difference of the probabilities of the labels";
      default -> "mean difference of the values, by the standard deviation of the true ones";
    };
  }

  private DomContent sample(JsonNode sample) {
    String id = sample.path("id").asText();
    String name = id.isEmpty() ? "sample " + sample.path("sample").asText() : Texts.name(id);
    Optional<String> picture =
        InlineImage.of(sample.path("image"))
            .filter(data -> pictures + data.length() <= MOST_PICTURES);
    picture.ifPresent(data -> pictures += data.length());
    List<DomContent> lines = new ArrayList<>();
    lines.add(p(b(name), text(" distance " + Numbers.plain(sample.path("distance").asDouble()))));
    sample
        .path("row")
        .properties()
        .forEach(
            cell ->
                lines.add(
                    p(
                            text(Texts.name(cell.getKey()) + ": "),
                            new Element("bdi").withText(Texts.shown(cell.getValue().asText(), 200)))
                        .withClass("cell")));
    String before = "";
    for (JsonNode said : sample.path("said")) {
      String about = said.path("output").asText();
      if (!before.equals("truth " + about) && said.path("arm").asText().equals(RunData.TEACHER)) {
        lines.add(line("truth", about, said.path("truth").asText(), Double.NaN));
        before = "truth " + about;
      }
      lines.add(
          line(
              said.path("arm").asText(),
              about,
              said.path("said").asText(),
              RunData.number(said.path("probability"))));
    }
    return figure(
        iff(
            picture.isPresent(),
            img()
                .withSrc(picture.orElse(""))
                .withAlt("Test sample " + sample.path("sample").asText())
                .withClass("pixels")),
        figcaption(each(lines.toArray(DomContent[]::new))));
  }

  private static DomContent line(String arm, String about, String said, double probability) {
    return p(
            text(arm + (about.isEmpty() ? " " : " " + Texts.name(about) + " ")),
            new Element("bdi").withText(Texts.name(said)),
            text(Double.isNaN(probability) ? "" : " " + Numbers.percent(probability, 0)))
        .withClass("said " + (RunData.ARMS.contains(arm) ? arm : "truth"));
  }
}
