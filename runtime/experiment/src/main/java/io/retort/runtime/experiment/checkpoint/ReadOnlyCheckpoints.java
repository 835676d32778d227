package io.retort.runtime.experiment.checkpoint;

import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import java.util.Optional;

/**
 * Checkpoints that somebody else keeps, from which trainings go on.
 *
 * @param store has them
 */
public record ReadOnlyCheckpoints(CheckpointStore store) implements CheckpointStore {

  @Override
  public TrainingCheckpoints of(String training, long seed) {
    TrainingCheckpoints kept = store.of(training, seed);
    return new TrainingCheckpoints() {
      @Override
      public boolean kept() {
        return false;
      }

      @Override
      public Optional<TrainingState> latest() {
        return kept.latest();
      }

      @Override
      public boolean requested() {
        return false;
      }

      @Override
      public void save(TrainingState state, int keep) {
        throw new IllegalStateException("These checkpoints are kept by somebody else");
      }
    };
  }

  @Override
  public void checkStop() {
    store.checkStop();
  }
}
