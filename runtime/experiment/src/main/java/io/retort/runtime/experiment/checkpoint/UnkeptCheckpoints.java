package io.retort.runtime.experiment.checkpoint;

import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import java.util.Optional;

/**
 * Keeps no states, as of a run that lies elsewhere than in a folder, but ends its trainings.
 *
 * @param stop ends them
 */
public record UnkeptCheckpoints(StopRequest stop) implements CheckpointStore {

  @Override
  public void checkStop() {
    stop.check();
  }

  @Override
  public TrainingCheckpoints of(String training, long seed) {
    stop.check();
    return new TrainingCheckpoints() {
      @Override
      public boolean kept() {
        return false;
      }

      @Override
      public Optional<TrainingState> latest() {
        return Optional.empty();
      }

      @Override
      public boolean requested() {
        return stop.requested();
      }

      @Override
      public void save(TrainingState state, int keep) {
        stop.check();
      }
    };
  }
}
