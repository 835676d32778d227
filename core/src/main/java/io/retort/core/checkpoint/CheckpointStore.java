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
}
