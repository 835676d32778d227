package io.retort.spark;

import io.retort.runtime.experiment.training.Cancellation;
import java.io.IOException;
import java.io.Serializable;

/** A training that a task of Spark makes. */
interface TrainingRequest extends Serializable {

  /**
   * Makes it.
   *
   * @param here the experiments, on the executor
   * @param cancellation ends it
   * @return what has come of it
   */
  byte[] make(LoadedExperiments here, Cancellation cancellation) throws IOException;

  /** In words, for Spark's own display. */
  String words();
}
