package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** The gradients of what gates get from the inputs or the states, for all steps. */
final class GateGradients {
  private final RecurrentTape tape;
  private final Block ofStep;
  private final Block rows;
  private final dnnl_memory_desc gatesOfStep;
  private final dnnl_memory_desc rowsOfStep;

  GateGradients(Arena arena, RecurrentTape tape) {
    long batch = tape.steps().batch();
    long units = tape.units();
    long[] extents = {batch, tape.gateCount(), units};
    long[] gateMajor = {units, batch * units, 1};
    this.tape = tape;
    this.ofStep = arena.allocate(arena.strided(DataType.F32, extents, gateMajor));
    this.rows = arena.allocate(arena.plain(tape.type(), tape.steps().rows(), tape.gateRow()));
    this.gatesOfStep = arena.plain(tape.type(), extents);
    this.rowsOfStep = arena.plain(tape.type(), batch, tape.gateRow());
  }

  /** Sets some values of the step that is being computed, given for each gate. */
  void put(int start, float[][] gates, int count) {
    int size = Math.toIntExact(tape.states().size());
    for (int gate = 0; gate < gates.length; gate++) {
      ofStep.values().put(gate * size + start, gates[gate], 0, count);
    }
  }

  /** Adds to a pass that the values that were set become those of a step. */
  void keep(Pass pass, long step) {
    pass.copy(ofStep, at(pass.arena(), step, gatesOfStep));
  }

  /** Those of a step, {@code [batch, gates · units]}. */
  Block at(Arena arena, long step) {
    return at(arena, step, rowsOfStep);
  }

  private Block at(Arena arena, long step, dnnl_memory_desc layout) {
    return arena.slice(rows, step * tape.steps().batch() * tape.gateRow(), layout);
  }

  /** Those of all steps, {@code [time · batch, gates · units]}. */
  Value all() {
    return new Value(rows, tape.steps().rows(), tape.gateRow());
  }
}
