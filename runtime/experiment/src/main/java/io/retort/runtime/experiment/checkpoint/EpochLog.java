package io.retort.runtime.experiment.checkpoint;

/** Knows which epochs of trainings were logged, before and after an interruption. */
@FunctionalInterface
public interface EpochLog {
  /** The log of whoever keeps none. */
  EpochLog NONE = (training, seed, step) -> 0;

  /**
   * Counts epochs. May be called from several threads.
   *
   * @param training the name of a training
   * @param step how many of its steps are looked at
   * @return how many epochs were logged that ended in these steps
   */
  int epochs(String training, long seed, long step);
}
