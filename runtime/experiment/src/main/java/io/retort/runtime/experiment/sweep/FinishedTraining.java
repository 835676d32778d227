package io.retort.runtime.experiment.sweep;

import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.experiment.Trials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A training of a sweep that has come to its end, as it is kept. Numbers are text, from which every
 * bit of them comes back.
 *
 * @param place which training it is
 * @param head the head whose score decides; empty if it diverged
 * @param steps the number of batches; 0 if it diverged
 * @param validation metrics on the validation samples, by head
 * @param failure why it ended early; empty if it did not
 * @param seconds how long it took
 */
record FinishedTraining(
    Place place,
    String head,
    long steps,
    Map<String, KeptMetrics> validation,
    String failure,
    double seconds) {

  /**
   * Which training of a sweep.
   *
   * @param rung counts from 1
   * @param candidate the number of the candidate
   * @param seed the training's seed
   */
  record Place(int rung, int candidate, long seed) {

    /** Names its checkpoints. */
    String training() {
      return "rung " + rung + " candidate " + candidate;
    }
  }

  static FinishedTraining of(Place place, Trials.Trial trial) {
    Map<String, KeptMetrics> validation = new LinkedHashMap<>();
    trial.validation().forEach((head, metrics) -> validation.put(head, KeptMetrics.of(metrics)));
    return new FinishedTraining(
        place, trial.head(), trial.steps(), validation, "", trial.seconds());
  }

  static FinishedTraining diverged(Place place, String failure) {
    return new FinishedTraining(place, "", 0, Map.of(), failure, 0);
  }

  boolean diverged() {
    return !failure.isEmpty();
  }

  CandidateScore.Outcome outcome() {
    Map<String, Metrics> metrics = new LinkedHashMap<>();
    validation.forEach((name, kept) -> metrics.put(name, kept.metrics()));
    return new CandidateScore.Outcome(
        place.seed(), metrics, diverged() ? Optional.of(failure) : Optional.empty(), seconds);
  }

  /** The metrics of a head. */
  record KeptMetrics(String score, Map<String, KeptFigure> figures) {

    static KeptMetrics of(Metrics metrics) {
      Map<String, KeptFigure> figures = new LinkedHashMap<>();
      metrics.figures().forEach((name, figure) -> figures.put(name, KeptFigure.of(figure)));
      return new KeptMetrics(metrics.score(), figures);
    }

    Metrics metrics() {
      Map<String, Figure> all = new LinkedHashMap<>();
      figures.forEach((name, kept) -> all.put(name, kept.figure()));
      return new Metrics(score, all);
    }
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
