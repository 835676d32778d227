package io.retort.runtime.experiment.sweep;

import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.recording.KeptMetrics;
import java.util.Map;
import java.util.Optional;

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
// Whoever keeps it writes it as a whole: no module need name the types of its parts.
@SuppressWarnings("exports")
public record FinishedTraining(
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
  public record Place(int rung, int candidate, long seed) {

    /** Names its checkpoints. */
    String training() {
      return "rung " + rung + " candidate " + candidate;
    }
  }

  /**
   * A training that was made in full.
   *
   * @param place which training it is
   * @param trial what it has shown
   * @return as it is kept
   */
  public static FinishedTraining of(Place place, Trials.Trial trial) {
    return new FinishedTraining(
        place,
        trial.head(),
        trial.steps(),
        KeptMetrics.of(trial.validation()),
        "",
        trial.seconds());
  }

  /**
   * A training that met a value that is not finite.
   *
   * @param place which training it is
   * @param failure where, as a sentence
   * @return as it is kept
   */
  public static FinishedTraining diverged(Place place, String failure) {
    return new FinishedTraining(place, "", 0, Map.of(), failure, 0);
  }

  boolean diverged() {
    return !failure.isEmpty();
  }

  CandidateScore.Outcome outcome() {
    return new CandidateScore.Outcome(
        place.seed(),
        KeptMetrics.metrics(validation),
        diverged() ? Optional.of(failure) : Optional.empty(),
        seconds);
  }
}
