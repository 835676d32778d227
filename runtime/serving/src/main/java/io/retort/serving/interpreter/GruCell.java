package io.retort.serving.interpreter;

import static io.retort.serving.interpreter.Nonlinearity.sigmoid;

import io.retort.serving.interpreter.RecurrentStep.State;

/** {@link io.retort.core.network.Layer.Gru}. */
record GruCell(MatrixVectorProduct given, MatrixVectorProduct recurrent, int units)
    implements RecurrentStep.Cell {

  @Override
  public State start() {
    return new State(new float[units], new float[0], new float[3 * units], new float[3 * units]);
  }

  @Override
  public void step(State state, float[] inputs, int offset) {
    float[] a = state.given();
    float[] b = state.recurrent();
    given.compute(inputs, offset, a, 0);
    recurrent.compute(state.hidden(), 0, b, 0);
    for (int u = 0; u < units; u++) {
      double r = sigmoid(a[u] + b[u]);
      double z = sigmoid(a[units + u] + b[units + u]);
      double n = Math.tanh(a[2 * units + u] + r * b[2 * units + u]);
      state.hidden()[u] = (float) ((1 - z) * n + z * state.hidden()[u]);
    }
  }
}
