package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.LongConsumer;

/** {@link Layer.Gru} in training. */
final class GruTraining extends RecurrentTraining {
  private GruTape tape;

  GruTraining(
      Layer.Gru layer, DirectedParameters parameters, Shape input, int batch, DataType type) {
    super(parameters, layer.returns(), GruTape.GATES, layer.units(), input, batch, type);
  }

  /** For r and z it is the sum of both biases, so that the products of states need none. */
  @Override
  Block inputBias(Pass pass) {
    Arena arena = pass.arena();
    Block input = bias(pass, "bias");
    Block recurrent = bias(pass, "bias-recurrent");
    Block sum = arena.allocate(input.layout());
    pass.add(() -> add(input.values(), recurrent.values(), sum.values()));
    return sum;
  }

  private void add(FloatBuffer input, FloatBuffer recurrent, FloatBuffer sum) {
    int candidate = GruTape.CANDIDATE * units();
    for (int i = 0; i < candidate; i++) {
      sum.put(i, input.get(i) + recurrent.get(i));
    }
    sum.put(candidate, input, candidate, units());
  }

  @Override
  Optional<Block> stateBiasGradient(Arena arena) {
    return Optional.of(biasGradient(arena, "bias-recurrent"));
  }

  @Override
  LongConsumer forward(Pass pass, RecurrentTape common, Block weight) {
    tape = GruTape.allocate(pass.arena(), common);
    return new GruForward(pass, tape, weight, bias(pass, "bias-recurrent"))::add;
  }

  @Override
  StepDerivative derivative(Arena arena, StateGradients incoming) {
    return new GruDerivative(arena, tape, incoming);
  }
}
