package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What the way back through an LSTM needs of the way forward, for all steps. Each gate, state and
 * cell of a step is a matrix of samples by units without gaps.
 *
 * @param steps the samples and steps
 * @param units how many there are
 * @param type what states are stored as
 * @param gates the values of the gates i, f, g and o: {@code [4, time, batch, units]}
 * @param states h before the first step, which is 0, and after each: {@code [time + 1, batch,
 *     units]}
 * @param cells c before the first step, which is 0, and after each: {@code [time + 1, batch,
 *     units]}
 * @param squashed tanh(c) after each step: {@code [time, batch, units]}
 */
record LstmTape(
    Steps steps,
    long units,
    DataType type,
    Block gates,
    Block states,
    Block cells,
    Block squashed) {
  static final int GATES = 4;
  static final int INPUT = 0;
  static final int FORGET = 1;
  static final int CANDIDATE = 2;
  static final int OUTPUT = 3;

  static LstmTape allocate(Arena arena, Steps steps, long units, DataType type) {
    long rows = steps.rows();
    long more = rows + steps.batch();
    return new LstmTape(
        steps,
        units,
        type,
        arena.allocate(arena.plain(GATES, rows, units)),
        arena.allocate(arena.plain(type, more, units)),
        arena.allocate(arena.plain(more, units)),
        arena.allocate(arena.plain(rows, units)));
  }

  /** The number of values of a state. */
  long size() {
    return steps.batch() * units;
  }

  /** Where a gate of a step begins. */
  long gateStart(int gate, long step) {
    return (gate * steps.time() + step) * size();
  }

  /** One or more gates of a step, from a first one on. */
  Block gates(Arena arena, int first, long step, dnnl_memory_desc layout) {
    return arena.slice(gates, gateStart(first, step), layout);
  }

  /** The state after a number of steps. */
  Block state(Arena arena, long steps, dnnl_memory_desc layout) {
    return arena.slice(states, steps * size(), layout);
  }

  /** The cells after a number of steps. */
  Block cell(Arena arena, long steps) {
    return arena.slice(cells, steps * size(), matrix(arena));
  }

  /** tanh of the cells after a step. */
  Block squashed(Arena arena, long step) {
    return arena.slice(squashed, step * size(), matrix(arena));
  }

  private dnnl_memory_desc matrix(Arena arena) {
    return arena.plain(steps.batch(), units);
  }
}
