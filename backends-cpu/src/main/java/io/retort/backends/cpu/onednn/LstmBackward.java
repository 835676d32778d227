package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The way back through the steps of an LSTM, from the gradients of its states to those of what its
 * gates are functions of.
 */
final class LstmBackward {
  private final Pass pass;
  private final LstmTape tape;
  private final Block differences;

  LstmBackward(Pass pass, LstmTape tape) {
    this.pass = pass;
    this.tape = tape;
    this.differences =
        pass.arena().allocate(pass.arena().plain(tape.type(), tape.steps().rows(), gateRow()));
  }

  private long gateRow() {
    return LstmTape.GATES * tape.units();
  }

  /**
   * Adds the steps, the last one first.
   *
   * @param gradient of all states {@code [time, batch, units]}, or of the last
   * @param all which of them
   * @param weight the recurrent one, {@code [4 · units, units]}
   * @return {@code [time · batch, 4 · units]}
   */
  Value addSteps(Block gradient, boolean all, Value weight) {
    Arena arena = pass.arena();
    long batch = tape.steps().batch();
    long units = tape.units();
    dnnl_memory_desc matrix = arena.plain(batch, units);
    dnnl_memory_desc rows = arena.plain(tape.type(), batch, gateRow());
    Block gateGradients =
        arena.allocate(
            arena.strided(
                DataType.F32,
                new long[] {batch, LstmTape.GATES, units},
                new long[] {units, batch * units, 1}));
    Block later = arena.allocate(matrix);
    MatrixProduct product =
        MatrixProduct.of(
            pass,
            new MatrixProduct.Shape(
                new long[] {batch, gateRow()}, new long[] {gateRow(), units}, matrix),
            tape.type(),
            weight,
            null,
            arena.attributes());
    dnnl_memory_desc gates = arena.plain(tape.type(), batch, LstmTape.GATES, units);
    LstmDerivative derivative = new LstmDerivative(tape, gradient, all, later, gateGradients);
    for (long step = tape.steps().time() - 1; step >= 0; step--) {
      int current = Math.toIntExact(step);
      long start = step * batch * gateRow();
      pass.add(() -> derivative.run(current));
      pass.copy(gateGradients, arena.slice(differences, start, gates));
      if (step > 0) {
        product.add(pass, arena.slice(differences, start, rows), later);
      }
    }
    return new Value(differences, tape.steps().rows(), gateRow());
  }
}
