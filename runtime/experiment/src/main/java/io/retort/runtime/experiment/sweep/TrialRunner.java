package io.retort.runtime.experiment.sweep;

import io.retort.runtime.experiment.training.Cancellation;

/** Makes the trainings of a sweep: in this process, or in others. */
public interface TrialRunner {

  /**
   * How many trainings can be made at the same time.
   *
   * @return at least 1
   */
  int concurrentTrainings();

  /**
   * Is told what all trainings learn from, before the first of them.
   *
   * @param samples a hash that tells the samples apart from others
   */
  default void begin(String samples) {
    // It is known already.
  }

  /**
   * Makes a training. Several may be made at the same time, each called from a thread of its own.
   *
   * @param place which one
   * @param share the share of the experiment's training that is made, from 0 to 1
   * @param cancellation ends it when another one has failed
   * @return what has come of it, also where that is a value that is not finite
   */
  // For the module spark, which is on the class path: no module can name the type.
  @SuppressWarnings("exports")
  FinishedTraining train(FinishedTraining.Place place, double share, Cancellation cancellation);
}
