package io.retort.backends.cpu.onednn;

/**
 * What the backward pass of a GRU needs of the forward pass, for all steps.
 *
 * @param common the gates r, z and n, and the states
 * @param products what n has of the state before r multiplies it, U·h + d: {@code [time, batch,
 *     units]}
 * @param exact the states in 32 bits, which z mixes: those themselves where multiplications read
 *     them so
 */
record GruTape(RecurrentTape common, StepMatrices products, StepMatrices exact) {
  static final int GATES = 3;
  static final int RESET = 0;
  static final int UPDATE = 1;
  static final int CANDIDATE = 2;

  static GruTape allocate(Arena arena, RecurrentTape common) {
    long time = common.steps().time();
    return new GruTape(
        common,
        common.allocate(arena, time),
        common.rounded() ? common.allocate(arena, time + 1) : common.states());
  }
}
