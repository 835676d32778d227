package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A recurrent layer as one primitive over all steps. Sequences lie time by time, {@code [time,
 * batch, features]}, as the primitive wants them.
 */
abstract class RecurrentOperator implements Operator {
  private final String node;
  private final Parameters parameters;
  private final Mode mode;
  private final DataType type;
  private final Returns returns;
  private final long batch;
  private final long time;
  private final long features;
  private final long units;
  private dnnl_primitive_desc forward;
  private Block source;
  private Block output;
  private Value inputWeight;
  private Value recurrentWeight;
  private Block bias;
  private final Map<Integer, Block> starts = new HashMap<>();
  private Block workspace;

  RecurrentOperator(
      String node,
      Parameters parameters,
      Mode mode,
      Returns returns,
      int units,
      Shape input,
      int batch,
      DataType type) {
    this.node = node;
    this.parameters = parameters;
    this.mode = mode;
    this.type = type;
    this.returns = returns;
    this.batch = batch;
    this.time = input.extent(0);
    this.features = input.extent(1);
    this.units = units;
  }

  /**
   * The layouts of the arguments that every kind of cell has.
   *
   * @param cell of the state that only LSTM has
   */
  record Layouts(
      dnnl_memory_desc source,
      dnnl_memory_desc start,
      dnnl_memory_desc cell,
      dnnl_memory_desc inputWeight,
      dnnl_memory_desc recurrentWeight,
      dnnl_memory_desc bias,
      dnnl_memory_desc output) {}

  final int units() {
    return Math.toIntExact(units);
  }

  /** An array of this node under extents that oneDNN wants to see. */
  final Block parameter(Arena arena, String array, long... extents) {
    return parameters.value(arena, node, array, extents).block();
  }

  /** Where the gradient of an array of this node goes. */
  final Block gradient(Arena arena, String array, long... extents) {
    return parameters.gradient(arena, node, array, extents);
  }

  /** The number of gates. */
  abstract long gates();

  /** The number of biases for each unit. */
  abstract long biases();

  /** The arguments {@code DNNL_ARG_SRC_…} for the state before the first step. */
  abstract int[] states();

  /** A weight, {@code [1, 1, inputs, gates, units]}, with the gates in the primitive's order. */
  abstract Value weight(Pass pass, String array, long inputs);

  /** The biases, {@code [1, 1, biases, units]}, in the primitive's order. */
  abstract Block bias(Pass pass);

  /** Where the gradient of a weight goes, before {@link #finish}. */
  abstract Block weightGradient(Arena arena, String array, long inputs);

  /** Where the gradient of the biases goes, before {@link #finish}. */
  abstract Block biasGradient(Arena arena);

  /** Brings gradients into the canonical order where they are not yet. */
  abstract void finish(Pass pass);

  abstract int planForward(
      dnnl_primitive_desc description, Arena arena, Mode passMode, Layouts layouts);

  abstract int planBackward(
      dnnl_primitive_desc description,
      Arena arena,
      Layouts layouts,
      Layouts derivatives,
      dnnl_primitive_desc forward);

  /** Biases and the state of a cell are of 32 bits always, and so are all derivatives. */
  private Layouts layouts(Arena arena, DataType stored) {
    return new Layouts(
        arena.plain(stored, time, batch, features),
        arena.plain(stored, 1, 1, batch, units),
        arena.plain(1, 1, batch, units),
        arena.any(stored, 1, 1, features, gates(), units),
        arena.any(stored, 1, 1, units, gates(), units),
        arena.plain(1, 1, biases(), units),
        arena.plain(stored, time, batch, units));
  }

  @Override
  public Value forward(Pass pass, List<Value> inputs) {
    Arena arena = pass.arena();
    Layouts layouts = layouts(arena, type);
    forward = new dnnl_primitive_desc();
    arena.own(
        planForward(forward, arena, mode, layouts), forward, "the recurrent node '" + node + "'");
    source =
        arena.wrap(
            layouts.source(), inputs.get(0).in(pass, timeMajor(arena, type, features)).storage());
    inputWeight = weight(pass, "weight-input", features);
    recurrentWeight = weight(pass, "weight-recurrent", units);
    bias = bias(pass);
    output = arena.allocate(layouts.output());
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC_LAYER, source),
      Argument.of(
          DNNL_ARG_WEIGHTS_LAYER, inputWeight.in(pass, liked(forward, DNNL_ARG_WEIGHTS_LAYER))),
      Argument.of(
          DNNL_ARG_WEIGHTS_ITER, recurrentWeight.in(pass, liked(forward, DNNL_ARG_WEIGHTS_ITER))),
      Argument.of(DNNL_ARG_BIAS, bias),
      Argument.of(DNNL_ARG_DST_LAYER, output)
    };
    // Without a state to start from, the backward primitive of LSTM took one that was not 0.
    for (int state : states()) {
      dnnl_memory_desc layout = state == DNNL_ARG_SRC_ITER_C ? layouts.cell() : layouts.start();
      starts.put(state, arena.allocate(layout));
      arguments = Argument.with(arguments, state, starts.get(state));
    }
    if (mode == Mode.TRAINING) {
      workspace = arena.allocate(Arena.layout(forward, dnnl_query_workspace_md));
      arguments = Argument.with(arguments, DNNL_ARG_WORKSPACE, workspace);
    }
    pass.add(forward, arguments);
    if (returns == Returns.SEQUENCE) {
      Block sequence = arena.wrap(timeMajor(arena, type, units), output.storage());
      return new Value(sequence, batch, time, units);
    }
    return new Value(
        pass.reorder(last(arena, output), arena.plain(type, batch, units)), batch, units);
  }

  private static dnnl_memory_desc liked(dnnl_primitive_desc description, int argument) {
    return dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, argument);
  }

  /** {@code [batch, time, size]} as others see it, in the order of the primitive. */
  private dnnl_memory_desc timeMajor(Arena arena, DataType stored, long size) {
    return arena.strided(
        stored, new long[] {batch, time, size}, new long[] {size, batch * size, 1});
  }

  /** The last step of a sequence of states, inside of its memory. */
  private Block last(Arena arena, Block states) {
    dnnl_memory_desc rows = arena.plain(DataType.of(states.layout()), time * batch, units);
    return arena.wrap(
        arena.part(rows, new long[] {batch, units}, new long[] {(time - 1) * batch, 0}),
        states.storage());
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    Layouts layouts = layouts(arena, type);
    Layouts derivatives = layouts(arena, DataType.F32);
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        planBackward(description, arena, layouts, derivatives, forward),
        description,
        "the gradient of the recurrent node '" + node + "'");
    Block inputTarget = weightGradient(arena, "weight-input", features);
    Block recurrentTarget = weightGradient(arena, "weight-recurrent", units);
    Block inputResult = arena.allocate(liked(description, DNNL_ARG_DIFF_WEIGHTS_LAYER));
    Block recurrentResult = arena.allocate(liked(description, DNNL_ARG_DIFF_WEIGHTS_ITER));
    Block biasResult = biasGradient(arena);
    Block result = arena.allocate(derivatives.source());
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC_LAYER, source),
      Argument.of(
          DNNL_ARG_WEIGHTS_LAYER, inputWeight.in(pass, liked(description, DNNL_ARG_WEIGHTS_LAYER))),
      Argument.of(
          DNNL_ARG_WEIGHTS_ITER,
          recurrentWeight.in(pass, liked(description, DNNL_ARG_WEIGHTS_ITER))),
      Argument.of(DNNL_ARG_BIAS, bias),
      Argument.of(DNNL_ARG_DST_LAYER, output),
      Argument.of(DNNL_ARG_WORKSPACE, workspace),
      Argument.of(DNNL_ARG_DIFF_DST_LAYER, statesGradient(pass, gradient, derivatives.output())),
      Argument.of(DNNL_ARG_DIFF_SRC_LAYER, result),
      Argument.of(DNNL_ARG_DIFF_WEIGHTS_LAYER, inputResult),
      Argument.of(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentResult),
      Argument.of(DNNL_ARG_DIFF_BIAS, biasResult)
    };
    for (int state : states()) {
      arguments = Argument.with(arguments, state, starts.get(state));
      int derivative = state - DNNL_ARG_SRC_LAYER + DNNL_ARG_DIFF_SRC_LAYER;
      arguments = Argument.with(arguments, derivative, arena.allocate(derivatives.start()));
    }
    pass.add(description, arguments);
    pass.copy(inputResult, inputTarget);
    pass.copy(recurrentResult, recurrentTarget);
    finish(pass);
    return List.of(arena.wrap(timeMajor(arena, DataType.F32, features), result.storage()));
  }

  /** The gradient of all states, of which the others are 0 where only the last one is returned. */
  private Block statesGradient(Pass pass, Block gradient, dnnl_memory_desc layout) {
    Arena arena = pass.arena();
    if (returns == Returns.SEQUENCE) {
      return arena.wrap(
          layout, pass.reorder(gradient, timeMajor(arena, DataType.F32, units)).storage());
    }
    Block states = arena.allocate(layout);
    pass.copy(gradient, last(arena, states));
    return states;
  }
}
