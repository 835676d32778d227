package io.retort.backends.cpu.onednn;

/** The derivative of {@link LstmForward}'s steps. */
final class LstmDerivative extends StepDerivative {
  private final LstmTape tape;
  private final GateGradients results;
  private final float[] squashed = new float[BLOCK];
  private final float[] cellsBefore = new float[BLOCK];

  LstmDerivative(Arena arena, LstmTape tape, StateGradients incoming) {
    super(tape.common(), incoming);
    this.tape = tape;
    this.results = new GateGradients(arena, tape.common());
  }

  @Override
  GateGradients ofInputs() {
    return results;
  }

  @Override
  GateGradients ofStates() {
    return results;
  }

  @Override
  void derive(int step, int start, int count) {
    tape.squashed().read(step, start, squashed, count);
    tape.cells().read(step, start, cellsBefore, count);
    derive(
        gates[LstmTape.INPUT],
        gates[LstmTape.FORGET],
        gates[LstmTape.CANDIDATE],
        gates[LstmTape.OUTPUT],
        squashed,
        cellsBefore,
        gradients,
        carried,
        count);
    results.put(step, start, gates, count);
  }

  /**
   * Replaces the values of the gates by the gradients of what they are functions of, and the
   * gradient of the cell after the step by that of the cell before it.
   *
   * @param i the input gate, σ
   * @param f the forget gate, σ
   * @param g the candidate, tanh
   * @param o the output gate, σ
   * @param s tanh of the cell after the step
   * @param c the cell before the step
   * @param dh the gradient of the state after the step
   * @param dc the gradient of the cell after the step, as far as it comes from the next one
   */
  private static void derive(
      float[] i,
      float[] f,
      float[] g,
      float[] o,
      float[] s,
      float[] c,
      float[] dh,
      float[] dc,
      int count) {
    for (int k = 0; k < count; k++) {
      float cell = dc[k] + dh[k] * o[k] * (1 - s[k] * s[k]);
      float input = cell * g[k] * i[k] * (1 - i[k]);
      float candidate = cell * i[k] * (1 - g[k] * g[k]);
      float forget = cell * c[k] * f[k] * (1 - f[k]);
      dc[k] = cell * f[k];
      o[k] = dh[k] * s[k] * o[k] * (1 - o[k]);
      i[k] = input;
      g[k] = candidate;
      f[k] = forget;
    }
  }
}
