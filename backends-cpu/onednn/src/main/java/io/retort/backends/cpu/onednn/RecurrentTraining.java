package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * A recurrent layer in training, as matrix multiplications and element-wise operations. Its weights
 * are {@code weight-input [gates · units, features]} and {@code weight-recurrent [gates · units,
 * units]}.
 *
 * <p>oneDNN has primitives for whole layers, which inference uses. In the backward pass these
 * multiply in 32 bits only, and always as far as the gradients of the inputs.
 */
abstract class RecurrentTraining implements Operator {
  private final DirectedParameters parameters;
  private final boolean all;
  private final int gates;
  private final int units;
  private final SequenceSteps steps;
  private final long features;
  private final DataType requested;
  private NodeValue inputs;
  private RecurrentTape tape;

  RecurrentTraining(
      DirectedParameters parameters,
      Returns returns,
      int gates,
      int units,
      Shape input,
      int batch,
      DataType type) {
    this.parameters = parameters;
    this.all =
        switch (returns) {
          case SEQUENCE -> true;
          case LAST -> false;
        };
    this.gates = gates;
    this.units = units;
    this.steps = new SequenceSteps(batch, input.extent(0));
    this.features = input.extent(1);
    this.requested = type;
  }

  /** What is added to the multiplied inputs, {@code [gates · units]}. */
  abstract MemoryBlock inputBias(NetworkPass pass);

  /** Where the gradient of what is added to the multiplied states goes, if anything is. */
  Optional<MemoryBlock> stateBiasGradient(Arena arena) {
    return Optional.empty();
  }

  /**
   * Prepares the steps of a forward pass, in which gates have what they get from the inputs.
   *
   * @param weight the recurrent one, {@code [gates · units, units]}
   * @return adds a step to the pass
   */
  abstract LongConsumer forward(NetworkPass pass, RecurrentTape common, MemoryBlock weight);

  /** Prepares the backward pass through the steps, once for each set of taps with gradients. */
  abstract StepDerivative derivative(Arena arena, StateGradients incoming);

  final int units() {
    return units;
  }

  final MemoryBlock bias(NetworkPass pass, String array) {
    return parameters.value(pass, array, rowSize()).block();
  }

  final MemoryBlock biasGradient(Arena arena, String array) {
    return parameters.gradient(arena, array, rowSize());
  }

  private long rowSize() {
    return (long) gates * units;
  }

  @Override
  public final NodeValue forward(NetworkPass pass, List<NodeValue> values) {
    Arena arena = pass.arena();
    DataType type = GateMultiplications.type(arena, steps, units, requested);
    MemoryBlock sequence = values.get(0).in(pass, steps.timeMajor(arena, type, features));
    MemoryBlock rows = arena.wrap(arena.plain(type, steps.rows(), features), sequence.storage());
    inputs = new NodeValue(rows, steps.rows(), features);
    tape = RecurrentTape.allocate(arena, steps, units, type, gates);
    MemoryBlock inputWeight = weight(pass, "weight-input", features).block();
    new GateMultiplications(pass, tape).addInputs(inputs, inputWeight, inputBias(pass));
    LongConsumer forward = forward(pass, tape, weight(pass, "weight-recurrent", units).block());
    for (long step = 0; step < steps.time(); step++) {
      forward.accept(step);
    }
    if (all) {
      MemoryBlock states = tape.states().at(arena, 1, steps.timeMajor(arena, type, units));
      return new NodeValue(states, DataType.F32, steps.batch(), steps.time(), units);
    }
    MemoryBlock state = tape.states().at(arena, steps.time());
    return new NodeValue(state, DataType.F32, steps.batch(), units);
  }

  private NodeValue weight(NetworkPass pass, String array, long inputs) {
    return parameters.value(pass, array, rowSize(), inputs);
  }

  @Override
  public final List<MemoryBlock> backward(
      NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    StepDerivative derivative = addStepsBack(pass, gradient);
    MemoryBlock before = tape.states().at(arena, 0, arena.plain(tape.type(), steps.rows(), units));
    Optional<MemoryBlock> stateBias = stateBiasGradient(arena);
    InnerProduct ofStates = product(units, stateBias.isPresent());
    ofStates.backwardWeights(
        pass,
        planned(arena, ofStates),
        new NodeValue(before, steps.rows(), units),
        derivative.ofStates().all(),
        parameters.gradient(arena, "weight-recurrent", rowSize(), units),
        stateBias);
    InnerProduct ofInputs = product(features, true);
    dnnl_primitive_desc forward = planned(arena, ofInputs);
    NodeValue differences = derivative.ofInputs().all();
    ofInputs.backwardWeights(
        pass,
        forward,
        inputs,
        differences,
        parameters.gradient(arena, "weight-input", rowSize(), features),
        Optional.of(biasGradient(arena, "bias")));
    if (!wanted[0]) {
      return List.of();
    }
    MemoryBlock rows =
        ofInputs.backwardData(pass, forward, weight(pass, "weight-input", features), differences);
    DataType type = DataType.of(rows.layout());
    return List.of(arena.wrap(steps.timeMajor(arena, type, features), rows.storage()));
  }

  /** Adds the backward pass through the steps, the last one first. */
  private StepDerivative addStepsBack(NetworkPass pass, MemoryBlock gradient) {
    Arena arena = pass.arena();
    dnnl_memory_desc given =
        all ? steps.timeMajor(arena, DataType.F32, units) : arena.plain(steps.batch(), units);
    MemoryBlock later = arena.allocate(tape.matrix());
    StepDerivative derivative =
        derivative(arena, new StateGradients(tape, pass.reorder(gradient, given), all, later));
    MatrixMultiplication multiplication =
        MatrixMultiplication.of(
            pass,
            new MatrixMultiplication.Shape(
                new long[] {steps.batch(), rowSize()},
                new long[] {rowSize(), units},
                tape.matrix()),
            tape.type(),
            weight(pass, "weight-recurrent", units),
            null,
            false,
            Eltwise.IDENTITY);
    for (long step = steps.time() - 1; step >= 0; step--) {
      derivative.add(pass, step);
      if (step > 0) {
        multiplication.add(pass, derivative.ofStates().at(arena, step), later);
      }
    }
    return derivative;
  }

  private InnerProduct product(long inputs, boolean bias) {
    return new InnerProduct(
        "'" + parameters.node() + "'", steps.rows(), inputs, rowSize(), bias, tape.type());
  }

  private static dnnl_primitive_desc planned(Arena arena, InnerProduct product) {
    return product.planForward(arena, Eltwise.IDENTITY, Optional.empty());
  }
}
