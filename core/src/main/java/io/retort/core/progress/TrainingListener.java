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
