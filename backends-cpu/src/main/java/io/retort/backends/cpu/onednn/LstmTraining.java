package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * {@link Layer.Lstm} in training, as products of matrices and element-wise operations.
 *
 * <p>oneDNN has a primitive for the whole layer, which inference uses. On the way back that
 * multiplies in 32 bits only, and always as far as the gradients of the inputs.
 */
final class LstmTraining implements Operator {
  private final boolean all;
  private final String node;
  private final Parameters parameters;
  private final Steps steps;
  private final long features;
  private final long units;
  private final DataType asked;
  private Value inputs;
  private LstmTape tape;

  LstmTraining(
      Layer.Lstm layer, String node, Parameters parameters, Shape input, int batch, DataType type) {
    this.all = layer.returns() == Returns.SEQUENCE;
    this.node = node;
    this.parameters = parameters;
    this.steps = new Steps(batch, input.extent(0));
    this.features = input.extent(1);
    this.units = layer.units();
    this.asked = type;
  }

  private long gateRow() {
    return LstmTape.GATES * units;
  }

  @Override
  public Value forward(Pass pass, List<Value> values) {
    Arena arena = pass.arena();
    DataType type = LstmForward.type(arena, steps, units, asked);
    Block sequence = values.get(0).in(pass, steps.timeMajor(arena, type, features));
    Block rows = arena.wrap(arena.plain(type, steps.rows(), features), sequence.storage());
    inputs = new Value(rows, steps.rows(), features);
    tape = LstmTape.allocate(arena, steps, units, type);
    LstmForward forward = new LstmForward(pass, tape);
    forward.multiplyInputs(
        rows,
        parameters.value(arena, node, "weight-input", gateRow(), features).block(),
        parameters.value(arena, node, "bias", gateRow()).block(),
        features);
    forward.addSteps(parameters.value(arena, node, "weight-recurrent", gateRow(), units).block());
    if (all) {
      dnnl_memory_desc states = steps.timeMajor(arena, type, units);
      return new Value(
          tape.state(arena, 1, states), DataType.F32, steps.batch(), steps.time(), units);
    }
    dnnl_memory_desc state = arena.plain(type, steps.batch(), units);
    return new Value(tape.state(arena, steps.time(), state), DataType.F32, steps.batch(), units);
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_memory_desc given =
        all ? steps.timeMajor(arena, DataType.F32, units) : arena.plain(steps.batch(), units);
    Value differences =
        new LstmBackward(pass, tape)
            .addSteps(
                pass.reorder(gradient, given),
                all,
                parameters.value(arena, node, "weight-recurrent", gateRow(), units));
    Block before = tape.state(arena, 0, arena.plain(tape.type(), steps.rows(), units));
    RowProduct recurrent = product(units, false);
    recurrent.backwardWeights(
        pass,
        planned(arena, recurrent),
        new Value(before, steps.rows(), units),
        differences,
        parameters.gradient(arena, node, "weight-recurrent", gateRow(), units),
        Optional.empty());
    RowProduct input = product(features, true);
    dnnl_primitive_desc forward = planned(arena, input);
    input.backwardWeights(
        pass,
        forward,
        inputs,
        differences,
        parameters.gradient(arena, node, "weight-input", gateRow(), features),
        Optional.of(parameters.gradient(arena, node, "bias", gateRow())));
    if (!wanted[0]) {
      return List.of();
    }
    Value weight = parameters.value(arena, node, "weight-input", gateRow(), features);
    Block rows = input.backwardData(pass, forward, weight, differences);
    DataType type = DataType.of(rows.layout());
    return List.of(arena.wrap(steps.timeMajor(arena, type, features), rows.storage()));
  }

  private RowProduct product(long inputs, boolean bias) {
    return new RowProduct("'" + node + "'", steps.rows(), inputs, gateRow(), bias, tape.type());
  }

  private static dnnl_primitive_desc planned(Arena arena, RowProduct product) {
    return product.planForward(arena, Mode.TRAINING, arena.attributes(), Optional.empty());
  }
}
