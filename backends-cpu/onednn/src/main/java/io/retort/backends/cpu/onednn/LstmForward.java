package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import io.retort.core.backend.Mode;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The forward pass of an LSTM: {@code c = f c' + i g}, {@code h = o tanh(c)}, where c' is the cell
 * before the step (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000).
 */
final class LstmForward {
  private final NetworkPass pass;
  private final Arena arena;
  private final LstmTape tape;
  private final List<GateMultiplications.OfState> gates;
  private final BinaryOperation product;
  private final BinaryOperation addedProduct;
  private final Function<PrimitiveArgument[], Primitive> tanh;
  private final MemoryBlock exact;

  /**
   * Prepares steps, each of which expects what its gates get from the inputs.
   *
   * @param weight the recurrent one, {@code [4 · units, units]}
   */
  LstmForward(NetworkPass pass, LstmTape tape, MemoryBlock weight) {
    this.pass = pass;
    this.arena = pass.arena();
    this.tape = tape;
    GateMultiplications multiplications = new GateMultiplications(pass, tape.common());
    this.gates =
        List.of(
            multiplications.intoGates(weight, LstmTape.INPUT, 2, Eltwise.SIGMOID),
            multiplications.intoGates(weight, LstmTape.CANDIDATE, 1, Eltwise.TANH),
            multiplications.intoGates(weight, LstmTape.OUTPUT, 1, Eltwise.SIGMOID));
    dnnl_memory_desc matrix = tape.common().matrix();
    this.product = BinaryOperation.of(arena, dnnl_binary_mul, matrix, arena.attributes());
    this.addedProduct =
        BinaryOperation.of(arena, dnnl_binary_mul, matrix, Eltwise.IDENTITY.adding(arena));
    this.tanh = arena.kernel(Eltwise.TANH.planForward(arena, Mode.TRAINING, matrix));
    this.exact = arena.allocate(matrix);
  }

  /** Adds a step. */
  void add(long step) {
    gates.forEach(ofState -> ofState.add(step));
    MemoryBlock cells = tape.cells().at(arena, step + 1);
    MemoryBlock squashed = tape.squashed().at(arena, step);
    MemoryBlock next = tape.common().states().at(arena, step + 1);
    boolean rounded = tape.common().rounded();
    product.add(pass, gate(LstmTape.FORGET, step), tape.cells().at(arena, step), cells);
    addedProduct.add(pass, gate(LstmTape.INPUT, step), gate(LstmTape.CANDIDATE, step), cells);
    pass.add(
        tanh.apply(
            new PrimitiveArgument[] {
              PrimitiveArgument.of(DNNL_ARG_SRC, cells),
              PrimitiveArgument.of(DNNL_ARG_DST, squashed)
            }));
    product.add(pass, gate(LstmTape.OUTPUT, step), squashed, rounded ? exact : next);
    if (rounded) {
      pass.copy(exact, next);
    }
  }

  private MemoryBlock gate(int gate, long step) {
    return tape.common().gate(arena, gate, step);
  }
}
