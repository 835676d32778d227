package io.retort.runtime.experiment.settings;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;

/**
 * How steps are timed.
 *
 * @param blocks the number of blocks whose median counts
 * @param blockSteps the number of steps in a block
 * @param warmUp the number of steps before the first block
 */
public record BenchSettings(int blocks, int blockSteps, int warmUp) {
  /** More steps than that tell nothing more, and all of their times are kept. */
  public static final int MOST_STEPS = 1_000_000;

  /**
   * Checks the numbers.
   *
   * @throws RetortException if they are not at least one block of one step, or more than {@link
   *     #MOST_STEPS} steps
   */
  public BenchSettings {
    if (blocks < 1 || blockSteps < 1 || warmUp < 0) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "At least one block of one step is needed, and no less than 0 steps before, not "
              + blocks
              + " of "
              + blockSteps
              + " after "
              + warmUp);
    }
    long all = (long) blocks * blockSteps + warmUp;
    if (all > MOST_STEPS) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          String.format(
              "%,d blocks of %,d steps after %,d others are %,d steps, and more than %,d are not"
                  + " timed; take fewer",
              blocks, blockSteps, warmUp, all, MOST_STEPS));
    }
  }
}
