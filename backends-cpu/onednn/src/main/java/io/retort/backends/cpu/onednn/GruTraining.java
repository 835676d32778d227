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

  /** For r and z it is the sum of both biases, so that the multiplications of states need none. */
  @Override
  MemoryBlock inputBias(NetworkPass pass) {
    Arena arena = pass.arena();
    MemoryBlock input = bias(pass, "bias");
    MemoryBlock recurrent = bias(pass, "bias-recurrent");
    MemoryBlock sum = arena.allocate(input.layout());
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
  Optional<MemoryBlock> stateBiasGradient(Arena arena) {
    return Optional.of(biasGradient(arena, "bias-recurrent"));
  }

  @Override
  LongConsumer forward(NetworkPass pass, RecurrentTape common, MemoryBlock weight) {
    tape = GruTape.allocate(pass.arena(), common);
    return new GruForward(pass, tape, weight, bias(pass, "bias-recurrent"))::add;
  }

  @Override
  StepDerivative derivative(Arena arena, StateGradients incoming) {
    return new GruDerivative(arena, tape, incoming);
  }
}
