package io.retort.runtime.experiment.checkpoint;

import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;

/**
 * The checkpoints of several runs in one place, told apart by the names of their trainings.
 *
 * @param store has all of them
 * @param name follows the name of each training
 */
public record NamedCheckpoints(CheckpointStore store, String name) implements CheckpointStore {

  @Override
  public TrainingCheckpoints of(String training, long seed) {
    return store.of(training + " " + name, seed);
  }

  @Override
  public void checkStop() {
    store.checkStop();
  }
}
