package io.retort.runtime.experiment.recording;

import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The metrics of a head, as they are kept. Numbers are text, from which every bit of them comes
 * back.
 *
 * @param score the name of the figure by which models are compared
 * @param figures all figures by name
 */
public record KeptMetrics(String score, Map<String, KeptFigure> figures) {

  /** Those of all heads, by name. */
  public static Map<String, KeptMetrics> of(Map<String, Metrics> heads) {
    Map<String, KeptMetrics> kept = new LinkedHashMap<>();
    heads.forEach((head, metrics) -> kept.put(head, of(metrics)));
    return kept;
  }

  private static KeptMetrics of(Metrics metrics) {
    Map<String, KeptFigure> figures = new LinkedHashMap<>();
    metrics.figures().forEach((name, figure) -> figures.put(name, KeptFigure.of(figure)));
    return new KeptMetrics(metrics.score(), figures);
  }

  /** What {@link #of} has kept. */
  public static Map<String, Metrics> metrics(Map<String, KeptMetrics> heads) {
    Map<String, Metrics> metrics = new LinkedHashMap<>();
    heads.forEach((head, kept) -> metrics.put(head, kept.metrics()));
    return metrics;
  }

  private Metrics metrics() {
    Map<String, Figure> all = new LinkedHashMap<>();
    figures.forEach((name, kept) -> all.put(name, kept.figure()));
    return new Metrics(score, all);
  }

  /** A figure; what it lacks is an empty text. */
  record KeptFigure(
      String value, Unit unit, boolean higherIsBetter, String reason, String baseline) {

    static KeptFigure of(Figure figure) {
      return new KeptFigure(
          Double.toString(figure.value()),
          figure.unit(),
          figure.higherIsBetter(),
          figure.undefined().orElse(""),
          figure.baseline().isPresent() ? Double.toString(figure.baseline().getAsDouble()) : "");
    }

    Figure figure() {
      return new Figure(
          Double.parseDouble(value),
          unit,
          higherIsBetter,
          Optional.of(reason).filter(text -> !text.isEmpty()),
          baseline.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(Double.parseDouble(baseline)));
    }
  }
}
