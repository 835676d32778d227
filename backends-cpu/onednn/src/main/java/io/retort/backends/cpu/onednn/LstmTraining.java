package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.function.LongConsumer;

/** {@link Layer.Lstm} in training. */
final class LstmTraining extends RecurrentTraining {
  private LstmTape tape;

  LstmTraining(
      Layer.Lstm layer, DirectedParameters parameters, Shape input, int batch, DataType type) {
    super(parameters, layer.returns(), LstmTape.GATES, layer.units(), input, batch, type);
  }

  @Override
  MemoryBlock inputBias(NetworkPass pass) {
    return bias(pass, "bias");
  }

  @Override
  LongConsumer forward(NetworkPass pass, RecurrentTape common, MemoryBlock weight) {
    tape = LstmTape.allocate(pass.arena(), common);
    return new LstmForward(pass, tape, weight)::add;
  }

  @Override
  StepDerivative derivative(Arena arena, StateGradients incoming) {
    return new LstmDerivative(arena, tape, incoming);
  }
}
