package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The terms of the saved student's loss over its steps, and the norms of their gradients. */
final class TermSection {
  /** As many as there are colours for lines. */
  private static final int MOST_TERMS = 6;

  private TermSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    Optional<Long> seed = data.savedSeed();
    List<JsonNode> epochs =
        seed.map(saved -> data.epochs(RunData.DISTILLED, saved)).orElse(List.of());
    Map<String, List<double[]>> terms = terms(epochs);
    if (terms.isEmpty()) {
      parts.add(Parts.note("No epoch in metrics.jsonl has terms of the saved student."));
    } else {
      parts.add(chart(terms, 1, "value of the term, unweighted", "Terms of the loss", seed.get()));
      parts.add(
          chart(terms, 2, "norm of the weighted gradient", "Norms of the gradients", seed.get()));
    }
    return Parts.section("Terms of the loss", parts);
  }

  /** By term: step, value, norm of the gradient, weight. */
  private static Map<String, List<double[]>> terms(List<JsonNode> epochs) {
    Map<String, List<double[]>> terms = new LinkedHashMap<>();
    for (JsonNode epoch : epochs) {
      epoch
          .path("terms")
          .properties()
          .forEach(
              learner -> {
                for (JsonNode term : learner.getValue()) {
                  String name =
                      (learner.getKey().equals("student") ? "" : learner.getKey() + ": ")
                          + term.path("name").asText();
                  terms
                      .computeIfAbsent(name, fresh -> new ArrayList<>())
                      .add(
                          new double[] {
                            epoch.path("step").asDouble(),
                            RunData.number(term.path("value")),
                            RunData.number(term.path("gradient-norm")),
                            RunData.number(term.path("weight"))
                          });
                }
              });
    }
    return terms;
  }

  private static DomContent chart(
      Map<String, List<double[]>> terms, int coordinate, String axis, String title, long seed) {
    List<String> names = terms.keySet().stream().limit(MOST_TERMS).toList();
    double[] steps =
        terms.values().stream().flatMap(List::stream).mapToDouble(point -> point[0]).toArray();
    double[] values =
        names.stream()
            .flatMap(name -> terms.get(name).stream())
            .mapToDouble(point -> point[coordinate])
            .toArray();
    Plot plot =
        new Plot(
            Axis.of(steps, Plot.LEFT, Plot.RIGHT, Numbers::count, 0),
            "step",
            Axis.logarithmic(values, Plot.BOTTOM, Plot.TOP, Numbers::plain),
            axis);
    for (int i = 0; i < names.size(); i++) {
      List<double[]> points =
          terms.get(names.get(i)).stream()
              .map(point -> new double[] {point[0], point[coordinate]})
              .toList();
      plot.line(
          "term" + i, Plot.thinned(points, CurveSection.MOST_POINTS / MOST_TERMS), names.get(i));
    }
    String more =
        terms.size() > names.size()
            ? " The first " + names.size() + " of " + terms.size() + " terms."
            : "";
    return Parts.chart(
        title + " of the distilled student of seed " + seed + ", on a logarithmic scale." + more,
        Legend.beside(plot.picture(title, axis + " over the steps"), key(names)),
        Parts.table(
            "",
            List.of("term", "weight at the end", "first", "last"),
            names.stream().map(name -> numbers(name, terms.get(name), coordinate)).toList()));
  }

  private static DomContent key(List<String> names) {
    List<DomContent> keys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      keys.add(Legend.key(Svg.line("line term" + i, 0, 6, 26, 6), names.get(i)));
    }
    return Legend.of(keys);
  }

  private static List<String> numbers(String name, List<double[]> points, int coordinate) {
    double[] last = points.get(points.size() - 1);
    return List.of(
        name,
        Numbers.plain(last[3]),
        Numbers.plain(points.get(0)[coordinate]),
        Numbers.plain(last[coordinate]));
  }
}
