package io.retort.runtime.experiment.training;

import java.util.List;

/** The trainings of the students of one repeat. */
public interface SeedTrainings extends AutoCloseable {

  /**
   * The trainings of a seed, none of which has begun.
   *
   * @param seed as the experiment names it
   * @return that of the student alone, and that of the one that learns from the teacher
   */
  List<StudentTraining> of(long seed);

  /** Frees what the trainings need. */
  @Override
  void close();
}
