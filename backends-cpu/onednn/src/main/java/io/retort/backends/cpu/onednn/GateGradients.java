package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** The gradients of what gates get from the inputs or the states, for all steps. */
final class GateGradients {
  private final RecurrentTape tape;
  private final MemoryBlock rows;
  private final dnnl_memory_desc rowsOfStep;
  private final MemoryBlock exact;

  GateGradients(Arena arena, RecurrentTape tape) {
    long batch = tape.steps().batch();
    this.tape = tape;
    this.rows = arena.allocate(arena.plain(tape.type(), tape.steps().rows(), tape.gateRow()));
    this.rowsOfStep = arena.plain(tape.type(), batch, tape.gateRow());
    this.exact = tape.rounded() ? arena.allocate(arena.plain(batch, tape.gateRow())) : rows;
  }

  /** Sets some values of a step, given for each gate. */
  void put(int step, int start, float[][] gates, int count) {
    FloatBuffer values = exact.values();
    int units = Math.toIntExact(tape.units());
    int before = tape.rounded() ? 0 : Math.toIntExact(first(step));
    int done = 0;
    while (done < count) {
      int sample = (start + done) / units;
      int unit = (start + done) % units;
      int size = Math.min(units - unit, count - done);
      int to = before + sample * units * gates.length + unit;
      for (float[] gate : gates) {
        values.put(to, gate, done, size);
        to += units;
      }
      done += size;
    }
  }

  /** Adds to a pass what has to follow when all values of a step are set. */
  void keep(NetworkPass pass, long step) {
    if (tape.rounded()) {
      pass.copy(exact, at(pass.arena(), step));
    }
  }

  /** Those of a step, {@code [batch, gates · units]}. */
  MemoryBlock at(Arena arena, long step) {
    return arena.slice(rows, first(step), rowsOfStep);
  }

  private long first(long step) {
    return step * tape.steps().batch() * tape.gateRow();
  }

  /** Those of all steps, {@code [time · batch, gates · units]}. */
  NodeValue all() {
    return new NodeValue(rows, tape.steps().rows(), tape.gateRow());
  }
}
