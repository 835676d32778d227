package io.retort.core.progress;

import io.retort.core.Warning;

/** Is told how training goes. Called on the training's thread; what it throws ends the run. */
public interface TrainingListener {

  /** A listener that ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * An epoch has ended.
   *
   * @param report its figures
   */
  default void epoch(EpochReport report) {}

  /**
   * Steps have been made. Told when a stage begins, at most five times a second while it goes on,
   * and when the training is over.
   *
   * @param report how far the training has come
   */
  default void steps(StepReport report) {}

  /**
   * Something that takes long has begun, goes on or has ended. Several may go on at a time, each
   * under its own name. {@link Phase} makes these reports.
   *
   * @param report how far it has come
   */
  default void phase(PhaseReport report) {}

  /**
   * Something is likely a mistake.
   *
   * @param warning what; by default it becomes a message
   */
  default void warning(Warning warning) {
    message("warning: " + warning);
  }

  /**
   * Something worth knowing has happened.
   *
   * @param message one sentence
   */
  default void message(String message) {}
}
