package io.retort.core.checkpoint;

/** Where the trainings of a run keep their states. */
@FunctionalInterface
public interface CheckpointStore {

  /** Keeps nothing. */
  CheckpointStore NONE = (training, seed) -> TrainingCheckpoints.NONE;

  /**
   * The checkpoints of one training.
   *
   * @param training what is trained, as {@link io.retort.core.progress.EpochReport#training()}
   * @param seed the training's seed
   * @return its checkpoints
   */
  TrainingCheckpoints of(String training, long seed);

  /**
   * Ends what takes long beside training, such as asking a teacher for many samples, if the run is
   * to end. To be called between its parts.
   *
   * @throws io.retort.core.RetortException of the kind {@link io.retort.core.ErrorKind#INTERRUPTED}
   *     if so
   */
  default void checkStop() {
    // It goes on.
  }
}
