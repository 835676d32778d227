package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The way forward through an LSTM: {@code c = f c' + i g}, {@code h = o tanh(c)}, where c' is the
 * cell before the step (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al.,
 * 2000).
 */
final class LstmForward {
  private static final Eltwise SIGMOID = new Eltwise(ActivationFunction.SIGMOID);
  private static final Eltwise TANH = new Eltwise(ActivationFunction.TANH);

  /** Gates that lie next to each other and have the same function. */
  private record Gates(int first, int count, Eltwise function) {}

  private static final List<Gates> GROUPS =
      List.of(
          new Gates(LstmTape.INPUT, 2, SIGMOID),
          new Gates(LstmTape.CANDIDATE, 1, TANH),
          new Gates(LstmTape.OUTPUT, 1, SIGMOID));

  private final Pass pass;
  private final Arena arena;
  private final LstmTape tape;

  LstmForward(Pass pass, LstmTape tape) {
    this.pass = pass;
    this.arena = pass.arena();
    this.tape = tape;
  }

  /** What products are computed with: the type that is asked for, if there is a kernel for it. */
  static DataType type(Arena arena, Steps steps, long units, DataType asked) {
    long[] weights = {2, units, units};
    MatrixProduct.Shape gates =
        new MatrixProduct.Shape(
            new long[] {1, steps.batch(), units}, weights, arena.plain(2, steps.batch(), units));
    return gates.best(arena, asked);
  }

  /**
   * Adds what the gates of all steps get from the inputs. There is a product for each gate, as
   * oneDNN has no kernel for one with a bias for each of several weights.
   *
   * @param inputs {@code [time · batch, features]}
   * @param weight {@code [4 · units, features]}
   * @param bias {@code [4 · units]}
   */
  void multiplyInputs(Block inputs, Block weight, Block bias, long features) {
    long rows = tape.steps().rows();
    long units = tape.units();
    dnnl_memory_desc gate = arena.plain(1, rows, units);
    long[] left = {1, rows, features};
    MatrixProduct.Shape shape =
        new MatrixProduct.Shape(left, new long[] {1, features, units}, gate);
    Block source = arena.wrap(arena.plain(tape.type(), left), inputs.storage());
    for (int index = 0; index < LstmTape.GATES; index++) {
      MatrixProduct.of(
              pass,
              shape,
              tape.type(),
              transposed(weight, index, 1, features),
              arena.slice(bias, index * units, arena.plain(1, 1, units)),
              arena.attributes())
          .add(pass, source, tape.gates(arena, index, 0, gate));
    }
  }

  /** The weights of some gates, {@code [gates, inputs, units]}. */
  private Value transposed(Block weight, int first, int gates, long inputs) {
    long units = tape.units();
    long[] extents = {gates, inputs, units};
    long[] strides = {units * inputs, 1, inputs};
    Block part =
        arena.slice(weight, first * units * inputs, arena.strided(DataType.F32, extents, strides));
    return new Value(part, extents);
  }

  /** Adds the steps, one after another. */
  void addSteps(Block recurrentWeight) {
    List<Recurrence> recurrences =
        GROUPS.stream().map(gates -> new Recurrence(gates, recurrentWeight)).toList();
    Cell cell = new Cell();
    for (long step = 0; step < tape.steps().time(); step++) {
      for (Recurrence recurrence : recurrences) {
        recurrence.add(step);
      }
      cell.add(step);
    }
  }

  /** Adds what some gates get from the state, and applies their function. */
  private final class Recurrence {
    private final Gates gates;
    private final dnnl_memory_desc state;
    private final dnnl_memory_desc result;
    private final MatrixProduct product;

    Recurrence(Gates gates, Block weight) {
      long batch = tape.steps().batch();
      long units = tape.units();
      long[] left = {1, batch, units};
      this.gates = gates;
      this.state = arena.plain(tape.type(), left);
      this.result =
          arena.strided(
              DataType.F32,
              new long[] {gates.count(), batch, units},
              new long[] {tape.steps().rows() * units, units, 1});
      this.product =
          MatrixProduct.of(
              pass,
              new MatrixProduct.Shape(left, new long[] {gates.count(), units, units}, result),
              tape.type(),
              transposed(weight, gates.first(), gates.count(), units),
              null,
              arena.adding(gates.function()));
    }

    void add(long step) {
      product.add(
          pass, tape.state(arena, step, state), tape.gates(arena, gates.first(), step, result));
    }
  }

  /** The element-wise rest of a step. */
  private final class Cell {
    private final dnnl_memory_desc matrix = arena.plain(tape.steps().batch(), tape.units());
    private final dnnl_memory_desc state =
        arena.plain(tape.type(), tape.steps().batch(), tape.units());
    private final Function<Argument[], Primitive> product = multiplication(arena.attributes());
    private final Function<Argument[], Primitive> addedProduct =
        multiplication(arena.adding(Eltwise.IDENTITY));
    private final Function<Argument[], Primitive> tanh =
        arena.kernel(TANH.planForward(arena, Mode.TRAINING, matrix));
    private final Block exact = arena.allocate(matrix);

    private Function<Argument[], Primitive> multiplication(dnnl_primitive_attr attributes) {
      dnnl_primitive_desc description = new dnnl_primitive_desc();
      return arena.kernel(
          arena.own(
              dnnl_binary_primitive_desc_create(
                  description, arena.engine(), dnnl_binary_mul, matrix, matrix, matrix, attributes),
              description,
              "an element-wise product"));
    }

    void add(long step) {
      Block cells = tape.cell(arena, step + 1);
      Block squashed = tape.squashed(arena, step);
      Block next = tape.state(arena, step + 1, state);
      boolean rounded = tape.type() != DataType.F32;
      multiply(product, gate(LstmTape.FORGET, step), tape.cell(arena, step), cells);
      multiply(addedProduct, gate(LstmTape.INPUT, step), gate(LstmTape.CANDIDATE, step), cells);
      pass.add(
          tanh.apply(
              new Argument[] {
                Argument.of(DNNL_ARG_SRC, cells), Argument.of(DNNL_ARG_DST, squashed)
              }));
      multiply(product, gate(LstmTape.OUTPUT, step), squashed, rounded ? exact : next);
      if (rounded) {
        pass.copy(exact, next);
      }
    }

    private Block gate(int gate, long step) {
      return tape.gates(arena, gate, step, matrix);
    }

    private void multiply(
        Function<Argument[], Primitive> kernel, Block left, Block right, Block result) {
      pass.add(
          kernel.apply(
              new Argument[] {
                Argument.of(DNNL_ARG_SRC_0, left),
                Argument.of(DNNL_ARG_SRC_1, right),
                Argument.of(DNNL_ARG_DST, result)
              }));
    }
  }
}
