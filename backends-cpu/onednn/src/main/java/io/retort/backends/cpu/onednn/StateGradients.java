package io.retort.backends.cpu.onednn;

/**
 * The gradients of the states of a recurrent layer: what comes from those who read its output, and
 * what a step's state gets from the gates of the next one.
 */
final class StateGradients {
  /** How many values are read at once: so few that arrays of them stay in the first-level cache. */
  static final int BLOCK = 512;

  private final RecurrentTape tape;
  private final MemoryBlock given;
  private final boolean all;
  private final MemoryBlock later;
  private final float[] more = new float[BLOCK];

  /**
   * Gradients of all steps.
   *
   * @param given the gradients of all outputs {@code [time, batch, units]}, or of the last one
   * @param all which of them
   * @param later what comes from the step after the one that is looked at, {@code [batch, units]}
   */
  StateGradients(RecurrentTape tape, MemoryBlock given, boolean all, MemoryBlock later) {
    this.tape = tape;
    this.given = given;
    this.all = all;
    this.later = later;
  }

  /** Copies some values of the gradient of the state after a step. */
  void read(int step, int start, float[] to, int count) {
    boolean last = step == tape.steps().time() - 1;
    if (last || all) {
      int before = all ? step * Math.toIntExact(tape.states().size()) : 0;
      given.values().get(before + start, to, 0, count);
    }
    if (!last && all) {
      later.values().get(start, more, 0, count);
      for (int k = 0; k < count; k++) {
        to[k] += more[k];
      }
    } else if (!last) {
      later.values().get(start, to, 0, count);
    }
  }
}
