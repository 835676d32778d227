package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The forward pass of a GRU: {@code n = tanh(a + r p)}, {@code h = (1 − z) n + z h'}, where a is
 * what n has of the inputs, p what it has of the state, and h' the state before the step (Cho et
 * al., 2014, with the reset gate after the recurrent product).
 */
final class GruForward {
  private final NetworkPass pass;
  private final Arena arena;
  private final GruTape tape;
  private final GateMultiplications.OfState resetAndUpdate;
  private final GateMultiplications.OfState ofCandidate;
  private final BinaryOperation candidate;
  private final BinaryOperation mixture;

  /**
   * Prepares steps, each of which expects what its gates get from the inputs, and r and z with both
   * of their biases.
   *
   * @param weight the recurrent one, {@code [3 · units, units]}
   * @param bias the recurrent one, {@code [3 · units]}, of which n's is used
   */
  GruForward(NetworkPass pass, GruTape tape, MemoryBlock weight, MemoryBlock bias) {
    this.pass = pass;
    this.arena = pass.arena();
    this.tape = tape;
    GateMultiplications multiplications = new GateMultiplications(pass, tape.common());
    this.resetAndUpdate = multiplications.intoGates(weight, GruTape.RESET, 2, Eltwise.SIGMOID);
    this.ofCandidate = multiplications.into(tape.products(), weight, bias, GruTape.CANDIDATE);
    dnnl_memory_desc matrix = tape.common().matrix();
    this.candidate = BinaryOperation.of(arena, dnnl_binary_mul, matrix, Eltwise.TANH.adding(arena));
    this.mixture =
        BinaryOperation.of(
            arena,
            dnnl_binary_sub,
            matrix,
            arena.combining(matrix, dnnl_binary_mul, dnnl_binary_add));
  }

  /** Adds a step. */
  void add(long step) {
    resetAndUpdate.add(step);
    ofCandidate.add(step);
    MemoryBlock n = tape.common().gate(arena, GruTape.CANDIDATE, step);
    MemoryBlock z = tape.common().gate(arena, GruTape.UPDATE, step);
    MemoryBlock next = tape.exact().at(arena, step + 1);
    candidate.add(
        pass, tape.common().gate(arena, GruTape.RESET, step), tape.products().at(arena, step), n);
    // (h' − n) z + n
    mixture.add(
        pass,
        tape.exact().at(arena, step),
        n,
        next,
        PrimitiveArgument.ofPostOperation(0, z),
        PrimitiveArgument.ofPostOperation(1, n));
    if (tape.common().rounded()) {
      pass.copy(next, tape.common().states().at(arena, step + 1));
    }
  }
}
