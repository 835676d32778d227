package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_exec_arg_md;

import io.retort.backends.cpu.onednn.PrimitiveTrial.Array;
import io.retort.core.backend.Mode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A recurrent layer in inference, as one primitive over all steps. Sequences lie time by time,
 * {@code [time, batch, features]}, as the primitive wants them. oneDNN may have one implementation
 * only; if that is wrong, the layer is computed step by step as in training.
 */
abstract class RecurrentInference implements Operator {
  private final DirectedParameters parameters;
  private final DataType type;
  private final Returns returns;
  private final SequenceSteps steps;
  private final long features;
  private final long units;
  private final Operator stepByStep;

  RecurrentInference(
      DirectedParameters parameters,
      Returns returns,
      int units,
      Shape input,
      int batch,
      DataType type,
      Operator stepByStep) {
    this.stepByStep = stepByStep;
    this.parameters = parameters;
    this.type = type;
    this.returns = returns;
    this.steps = new SequenceSteps(batch, input.extent(0));
    this.features = input.extent(1);
    this.units = units;
  }

  /** The layouts of the arguments that every kind of cell has. */
  record Layouts(
      dnnl_memory_desc source,
      dnnl_memory_desc inputWeight,
      dnnl_memory_desc recurrentWeight,
      dnnl_memory_desc bias,
      dnnl_memory_desc output) {}

  final int units() {
    return Math.toIntExact(units);
  }

  /** An array of this node under extents that oneDNN wants to see. */
  final MemoryBlock parameter(NetworkPass pass, String array, long... extents) {
    return parameters.value(pass, array, extents).block();
  }

  /** What it does in a step. */
  abstract RecurrentSpec.Cell cell();

  final long gates() {
    return cell().gates();
  }

  /** A weight, {@code [1, 1, inputs, gates, units]}, with the gates in the primitive's order. */
  abstract NodeValue weight(NetworkPass pass, String array, long inputs);

  /** The biases, {@code [1, 1, biases, units]}, in the primitive's order. */
  abstract MemoryBlock bias(NetworkPass pass);

  /** Plans the primitive, which starts from zeros; returns a status. */
  abstract int plan(dnnl_primitive_desc description, Arena arena, Layouts layouts);

  /** Biases are of 32 bits always. */
  private Layouts layouts(Arena arena) {
    return new Layouts(
        arena.plain(type, steps.time(), steps.batch(), features),
        arena.any(type, 1, 1, features, gates(), units),
        arena.any(type, 1, 1, units, gates(), units),
        arena.plain(1, 1, cell().biases(), units),
        arena.plain(type, steps.time(), steps.batch(), units));
  }

  @Override
  public final NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    Layouts layouts = layouts(arena);
    Optional<dnnl_primitive_desc> right =
        new Kernels(arena)
            .right(
                type,
                (planned, read) -> plan(planned, arena, layouts),
                trial(),
                "the recurrent node '" + parameters.node() + "'");
    if (right.isEmpty()) {
      return stepByStep.forward(pass, inputs);
    }
    dnnl_primitive_desc description = right.get();
    MemoryBlock sequence = inputs.get(0).in(pass, steps.timeMajor(arena, type, features));
    MemoryBlock bias =
        parameters.derived(pass, "biases", making -> new NodeValue(bias(making))).block();
    MemoryBlock output = arena.allocate(layouts.output());
    pass.add(
        description,
        PrimitiveArgument.of(DNNL_ARG_SRC_LAYER, arena.wrap(layouts.source(), sequence.storage())),
        PrimitiveArgument.of(
            DNNL_ARG_WEIGHTS_LAYER,
            prepared(pass, "weight-input", features)
                .in(pass, liked(description, DNNL_ARG_WEIGHTS_LAYER))),
        PrimitiveArgument.of(
            DNNL_ARG_WEIGHTS_ITER,
            prepared(pass, "weight-recurrent", units)
                .in(pass, liked(description, DNNL_ARG_WEIGHTS_ITER))),
        PrimitiveArgument.of(DNNL_ARG_BIAS, bias),
        PrimitiveArgument.of(DNNL_ARG_DST_LAYER, output));
    return switch (returns) {
      case SEQUENCE -> {
        MemoryBlock states = arena.wrap(steps.timeMajor(arena, type, units), output.storage());
        yield new NodeValue(states, steps.batch(), steps.time(), units);
      }
      case LAST -> {
        long before = (steps.time() - 1) * steps.batch() * units;
        MemoryBlock last = arena.slice(output, before, arena.plain(type, steps.batch(), units));
        yield new NodeValue(last, steps.batch(), units);
      }
    };
  }

  private NodeValue prepared(NetworkPass pass, String array, long inputs) {
    return parameters.derived(pass, array + ", ordered", making -> weight(making, array, inputs));
  }

  private PrimitiveTrial trial() {
    RecurrentSpec.Cell cell = cell();
    long time = steps.time();
    long batch = steps.batch();
    RecurrentSpec recurrence =
        new RecurrentSpec(
            cell,
            Math.toIntExact(time),
            Math.toIntExact(batch),
            Math.toIntExact(features),
            units());
    return PrimitiveTrial.of(
        recurrence,
        () -> new RecurrentCase(recurrence),
        Mode.INFERENCE,
        Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC_LAYER, time, batch, features),
        Array.read(ArrayRole.WEIGHT, DNNL_ARG_WEIGHTS_LAYER, 1, 1, features, cell.gates(), units),
        Array.read(
            ArrayRole.RECURRENT_WEIGHT, DNNL_ARG_WEIGHTS_ITER, 1, 1, units, cell.gates(), units),
        Array.read(ArrayRole.BIAS, DNNL_ARG_BIAS, 1, 1, cell.biases(), units),
        Array.written(ArrayRole.OUTPUT, DNNL_ARG_DST_LAYER, time, batch, units));
  }

  private static dnnl_memory_desc liked(dnnl_primitive_desc description, int argument) {
    return dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, argument);
  }

  @Override
  public final List<MemoryBlock> backward(
      NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    throw new IllegalStateException(
        "Inference of '" + parameters.node() + "' has no backward pass");
  }
}
