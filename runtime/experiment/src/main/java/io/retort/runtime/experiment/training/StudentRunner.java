package io.retort.runtime.experiment.training;

import io.retort.runtime.experiment.assembly.RunParts;

/** Trains the students of a run: in this process, or in others. */
public interface StudentRunner {

  /**
   * How many students can be trained at the same time.
   *
   * @param parts of the run
   * @return at least 1
   */
  int concurrentTrainings(RunParts parts);

  /**
   * The trainings of a repeat.
   *
   * @param parts of the repeat; its teacher is made by then
   * @param repeat counts from 1
   * @return the trainings, none of which has begun
   */
  SeedTrainings trainings(RunParts parts, int repeat);
}
