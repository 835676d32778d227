package io.retort.runtime.experiment;

/**
 * How steps are timed.
 *
 * @param blocks the number of blocks whose median counts
 * @param blockSteps the number of steps in a block
 * @param warmUp the number of steps before the first block
 */
public record BenchSettings(int blocks, int blockSteps, int warmUp) {

  public BenchSettings {
    if (blocks < 1 || blockSteps < 1 || warmUp < 0) {
      throw new IllegalArgumentException(
          "At least one block of one step is needed, not " + blocks + " of " + blockSteps);
    }
  }
}
