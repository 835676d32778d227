package io.retort.core.training;

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
   * Something worth knowing has happened.
   *
   * @param message one sentence
   */
  default void message(String message) {}
}
