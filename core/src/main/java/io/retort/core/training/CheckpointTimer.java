package io.retort.core.training;

import io.retort.core.checkpoint.CheckpointSettings;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import java.time.Duration;

/** Saves the state of a training from time to time. */
final class CheckpointTimer {
  /**
   * What a training has done since its last checkpoint is saved at its end if it took longer than
   * this. Short trainings are made again in less time than all of them would take to write.
   */
  private static final long SHORT_NANOS = 2_000_000_000L;

  private final TrainingCheckpoints checkpoints;
  private final int keep;
  private final long steps;
  private final long nanos;
  private long savedStep;
  private long savedAt = System.nanoTime();

  /**
   * The timer of a training, whatever its stages.
   *
   * @param step the number of steps made
   */
  CheckpointTimer(TrainingCheckpoints checkpoints, CheckpointSettings settings, long step) {
    this.checkpoints = checkpoints;
    this.keep = settings.keep();
    this.steps = settings.every().steps().orElse(Long.MAX_VALUE);
    this.nanos = settings.every().time().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    this.savedStep = step;
  }

  /**
   * Whether to save now.
   *
   * @param step the number of steps made
   * @param last whether the training is over
   */
  boolean due(long step, boolean last) {
    if (checkpoints.requested()) {
      return true;
    } else if (!checkpoints.kept()) {
      return false;
    }
    long passed = System.nanoTime() - savedAt;
    return step - savedStep >= steps || passed >= nanos || (last && passed >= SHORT_NANOS);
  }

  void save(TrainingState state) {
    checkpoints.save(state, keep);
    savedStep = state.step();
    savedAt = System.nanoTime();
  }
}
