package io.retort.serving.interpreter;

import static io.retort.serving.interpreter.Nonlinearity.sigmoid;

import io.retort.serving.interpreter.RecurrentStep.State;

/** {@link io.retort.core.network.Layer.Lstm}. */
record LstmCell(MatrixVectorProduct given, MatrixVectorProduct recurrent, int units)
    implements RecurrentStep.Cell {

  @Override
  public State start() {
    return new State(
        new float[units], new float[units], new float[4 * units], new float[4 * units]);
  }

  @Override
  public void step(State state, float[] inputs, int offset) {
    float[] a = state.given();
    float[] b = state.recurrent();
    given.compute(inputs, offset, a, 0);
    recurrent.compute(state.hidden(), 0, b, 0);
    for (int u = 0; u < units; u++) {
      double i = sigmoid(a[u] + b[u]);
      double f = sigmoid(a[units + u] + b[units + u]);
      double g = Math.tanh(a[2 * units + u] + b[2 * units + u]);
      double o = sigmoid(a[3 * units + u] + b[3 * units + u]);
      double memory = f * state.memory()[u] + i * g;
      state.memory()[u] = (float) memory;
      state.hidden()[u] = (float) (o * Math.tanh(memory));
    }
  }
}
