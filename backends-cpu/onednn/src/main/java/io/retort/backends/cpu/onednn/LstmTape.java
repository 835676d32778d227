package io.retort.backends.cpu.onednn;

/**
 * What the backward pass of an LSTM needs of the forward pass, for all steps.
 *
 * @param common the gates i, f, g and o, and the states
 * @param cells c before the first step, which is 0, and after each: {@code [time + 1, batch,
 *     units]}
 * @param squashed tanh(c) after each step: {@code [time, batch, units]}
 */
record LstmTape(RecurrentTape common, StepMatrices cells, StepMatrices squashed) {
  static final int GATES = 4;
  static final int INPUT = 0;
  static final int FORGET = 1;
  static final int CANDIDATE = 2;
  static final int OUTPUT = 3;

  static LstmTape allocate(Arena arena, RecurrentTape common) {
    long time = common.steps().time();
    return new LstmTape(common, common.allocate(arena, time + 1), common.allocate(arena, time));
  }
}
