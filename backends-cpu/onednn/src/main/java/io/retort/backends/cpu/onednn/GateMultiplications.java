package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** The matrix multiplications that the gates of a recurrent layer are functions of. */
final class GateMultiplications {
  private final NetworkPass pass;
  private final Arena arena;
  private final RecurrentTape tape;

  GateMultiplications(NetworkPass pass, RecurrentTape tape) {
    this.pass = pass;
    this.arena = pass.arena();
    this.tape = tape;
  }

  /**
   * The type that multiplications are computed with: the one that is asked for, if there is a
   * kernel for it.
   */
  static DataType type(Arena arena, SequenceSteps steps, long units, DataType requested) {
    long[] weights = {2, units, units};
    MatrixMultiplication.Shape gates =
        new MatrixMultiplication.Shape(
            new long[] {1, steps.batch(), units}, weights, arena.plain(2, steps.batch(), units));
    return gates.best(arena, requested);
  }

  /**
   * Adds what the gates of all steps get from the inputs. There is a multiplication for each gate,
   * as oneDNN has no kernel for one with a bias for each of several weights.
   *
   * @param inputs {@code [time · batch, features]}
   * @param weight {@code [gates · units, features]}
   * @param bias {@code [gates · units]}
   */
  void addInputs(NodeValue inputs, MemoryBlock weight, MemoryBlock bias) {
    long rows = tape.steps().rows();
    long units = tape.units();
    long features = inputs.extents()[1];
    dnnl_memory_desc gate = arena.plain(1, rows, units);
    long[] left = {1, rows, features};
    MatrixMultiplication.Shape shape =
        new MatrixMultiplication.Shape(left, new long[] {1, features, units}, gate);
    MemoryBlock source = arena.wrap(arena.plain(tape.type(), left), inputs.block().storage());
    for (int index = 0; index < tape.gateCount(); index++) {
      MatrixMultiplication.of(
              pass,
              shape,
              tape.type(),
              transposed(weight, index, 1, features),
              arena.slice(bias, index * units, arena.plain(1, 1, units)),
              false,
              Eltwise.IDENTITY)
          .add(pass, source, tape.gates().at(arena, tape.gateIndex(index, 0), gate));
    }
  }

  /** The weights of some gates, {@code [gates, inputs, units]}. */
  private NodeValue transposed(MemoryBlock weight, int first, int gates, long inputs) {
    long units = tape.units();
    long[] extents = {gates, inputs, units};
    long[] strides = {units * inputs, 1, inputs};
    MemoryBlock part =
        arena.slice(weight, first * units * inputs, arena.strided(DataType.F32, extents, strides));
    return new NodeValue(part, extents);
  }

  /**
   * Prepares what some gates get from a state: it is added to what they got from the inputs, and
   * their function applied.
   *
   * @param weight of all gates, {@code [gates · units, units]}
   */
  OfState intoGates(MemoryBlock weight, int first, int count, Eltwise function) {
    long firstResult = tape.gateIndex(first, 0);
    NodeValue part = transposed(weight, first, count, tape.units());
    return new OfState(part, null, true, function, tape.gates(), firstResult);
  }

  /**
   * Prepares what a gate gets from a state, by itself.
   *
   * @param results has one for each step
   * @param weight of all gates, {@code [gates · units, units]}
   * @param bias of all gates, {@code [gates · units]}
   */
  OfState into(StepMatrices results, MemoryBlock weight, MemoryBlock bias, int gate) {
    long units = tape.units();
    MemoryBlock ofGate = arena.slice(bias, gate * units, arena.plain(1, 1, units));
    NodeValue part = transposed(weight, gate, 1, units);
    return new OfState(part, ofGate, false, Eltwise.IDENTITY, results, 0);
  }

  /** Multiplications of states by one or more weights. */
  final class OfState {
    private final dnnl_memory_desc state;
    private final dnnl_memory_desc result;
    private final MatrixMultiplication multiplication;
    private final StepMatrices results;
    private final long firstResult;

    private OfState(
        NodeValue weight,
        MemoryBlock bias,
        boolean adding,
        Eltwise function,
        StepMatrices results,
        long firstResult) {
      long batch = tape.steps().batch();
      long units = tape.units();
      long[] left = {1, batch, units};
      long[] extents = {weight.extents()[0], batch, units};
      long[] strides = {tape.steps().rows() * units, units, 1};
      this.state = arena.plain(tape.type(), left);
      this.result = arena.strided(DataType.F32, extents, strides);
      MatrixMultiplication.Shape shape =
          new MatrixMultiplication.Shape(left, weight.extents(), result);
      this.multiplication =
          MatrixMultiplication.of(pass, shape, tape.type(), weight, bias, adding, function);
      this.results = results;
      this.firstResult = firstResult;
    }

    /** Adds the multiplication of the state before a step. */
    void add(long step) {
      multiplication.add(
          pass,
          tape.states().at(arena, step, state),
          results.at(arena, firstResult + step, result));
    }
  }
}
