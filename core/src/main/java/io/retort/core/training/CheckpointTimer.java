package io.retort.core.training;

import io.retort.core.checkpoint.CheckpointSettings;
import io.retort.core.checkpoint.TrainingCheckpoints;

/** Says when the state of a training is to be saved. */
final class CheckpointTimer {
  /**
   * What a training has done since its last checkpoint is saved at its end if it took longer than
   * this. Short trainings are made again in less time than all of them would take to write.
   */
  private static final long SHORT_NANOS = 2_000_000_000L;

  private final TrainingCheckpoints checkpoints;
  private final long steps;
  private final long nanos;
  private long savedStep;
  private long savedAt = System.nanoTime();

  CheckpointTimer(TrainingCheckpoints checkpoints, CheckpointSettings settings, long step) {
    this.checkpoints = checkpoints;
    this.steps = settings.every().steps().orElse(Long.MAX_VALUE);
    this.nanos = settings.every().time().map(time -> time.toNanos()).orElse(Long.MAX_VALUE);
    this.savedStep = step;
  }

  /**
   * Whether to save now.
   *
   * @param step the number of steps made
   * @param last whether the training is over
   */
  boolean due(long step, boolean last) {
    if (!checkpoints.kept()) {
      return false;
    }
    long passed = System.nanoTime() - savedAt;
    return checkpoints.requested()
        || step - savedStep >= steps
        || passed >= nanos
        || (last && passed >= SHORT_NANOS);
  }

  void saved(long step) {
    savedStep = step;
    savedAt = System.nanoTime();
  }
}
