package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What the backward pass of a recurrent layer of any kind needs of the forward pass, for all steps.
 *
 * @param steps the samples and steps
 * @param units how many there are
 * @param type what multiplications read
 * @param gateCount the number of gates
 * @param gates their values, {@code [gates, time, batch, units]}
 * @param states h before the first step, which is 0, and after each, as multiplications read it:
 *     {@code [time + 1, batch, units]}
 */
record RecurrentTape(
    SequenceSteps steps,
    long units,
    DataType type,
    int gateCount,
    StepMatrices gates,
    StepMatrices states) {

  static RecurrentTape allocate(
      Arena arena, SequenceSteps steps, long units, DataType type, int gates) {
    long batch = steps.batch();
    return new RecurrentTape(
        steps,
        units,
        type,
        gates,
        StepMatrices.allocate(arena, DataType.F32, gates * steps.time(), batch, units),
        StepMatrices.allocate(arena, type, steps.time() + 1, batch, units));
  }

  /** A matrix for each step, or a state for each and for the beginning. */
  StepMatrices allocate(Arena arena, long count) {
    return StepMatrices.allocate(arena, DataType.F32, count, steps.batch(), units);
  }

  /** Whether multiplications read states that are rounded. */
  boolean rounded() {
    return type != DataType.F32;
  }

  /** The number of values that all gates of a sample have. */
  long gateRow() {
    return gateCount * units;
  }

  /** The layout of a gate or state of 32 bits, {@code [batch, units]}. */
  dnnl_memory_desc matrix() {
    return gates.matrix();
  }

  /** Where a gate of a step is among all gates of all steps. */
  long gateIndex(int gate, long step) {
    return gate * steps.time() + step;
  }

  /** A gate of a step. */
  MemoryBlock gate(Arena arena, int gate, long step) {
    return gates.at(arena, gateIndex(gate, step));
  }
}
