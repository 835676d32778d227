package io.retort.benchmarks;

import java.util.List;

/**
 * How long a workload is measured, the same on both sides.
 *
 * @param threads threads of either side
 * @param blocks blocks whose median counts
 * @param blockSteps steps in a block
 * @param warmUp steps before the first block
 */
record MeasurementPlan(int threads, int blocks, int blockSteps, int warmUp) {
  private static final int SHORTEST_BLOCK = 3;
  private static final int LONGEST_BLOCK = 5000;

  /** Java's compiler is done with the engine's loops after so many steps. */
  private static final int LONGEST_WARM_UP = 10_000;

  /** For the first look at how long a step takes. */
  static MeasurementPlan probe(int threads) {
    return new MeasurementPlan(threads, 1, 20, 200);
  }

  /**
   * A pace at which a block takes about the given time, and the warm-up thousands of steps or some
   * seconds, whichever is shorter, but at least three blocks.
   */
  static MeasurementPlan of(
      int threads, int blocks, double blockMicros, double stepMicros, double warmUpSeconds) {
    int steps = (int) Math.round(blockMicros / stepMicros);
    int blockSteps = Math.max(SHORTEST_BLOCK, Math.min(LONGEST_BLOCK, steps));
    int warmUp = (int) Math.min(LONGEST_WARM_UP, warmUpSeconds * 1e6 / stepMicros);
    return new MeasurementPlan(threads, blocks, blockSteps, Math.max(warmUp, 3 * blockSteps));
  }

  List<String> arguments() {
    return List.of(
        "--threads", Integer.toString(threads),
        "--blocks", Integer.toString(blocks),
        "--block-steps", Integer.toString(blockSteps),
        "--warm-up", Integer.toString(warmUp));
  }
}
