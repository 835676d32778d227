package io.retort.backends.cpu.onednn;

/** The derivative of {@link GruForward}'s steps. */
final class GruDerivative extends StepDerivative {
  private final GruTape tape;
  private final GateGradients inputs;
  private final GateGradients states;
  private final float[] products = new float[BLOCK];
  private final float[] statesBefore = new float[BLOCK];

  /** What the gates get from the state: as from the inputs, but for n. */
  private final float[][] stateGates;

  GruDerivative(Arena arena, GruTape tape, StateGradients incoming) {
    super(tape.common(), incoming);
    this.tape = tape;
    this.inputs = new GateGradients(arena, tape.common());
    this.states = new GateGradients(arena, tape.common());
    this.stateGates = new float[][] {gates[GruTape.RESET], gates[GruTape.UPDATE], products};
  }

  @Override
  GateGradients ofInputs() {
    return inputs;
  }

  @Override
  GateGradients ofStates() {
    return states;
  }

  @Override
  void derive(int step, int start, int count) {
    tape.products().read(step, start, products, count);
    tape.exact().read(step, start, statesBefore, count);
    derive(
        gates[GruTape.RESET],
        gates[GruTape.UPDATE],
        gates[GruTape.CANDIDATE],
        products,
        statesBefore,
        gradients,
        carried,
        count);
    inputs.put(step, start, gates, count);
    states.put(step, start, stateGates, count);
  }

  /**
   * Replaces the values of the gates by the gradients of what they are functions of, the product by
   * its own, and what came of the state after the step from the next one by what goes to the state
   * before it.
   *
   * @param r the reset gate, σ
   * @param z the update gate, σ
   * @param n the candidate, tanh
   * @param p the product of the state that r multiplies
   * @param h the state before the step
   * @param dh the gradient of the state after the step, as far as it comes from gates and outputs
   * @param mixed the rest of that gradient, which comes from the next state itself
   */
  private static void derive(
      float[] r, float[] z, float[] n, float[] p, float[] h, float[] dh, float[] mixed, int count) {
    for (int k = 0; k < count; k++) {
      float state = dh[k] + mixed[k];
      float candidate = state * (1 - z[k]) * (1 - n[k] * n[k]);
      float update = state * (h[k] - n[k]) * z[k] * (1 - z[k]);
      float reset = candidate * p[k] * r[k] * (1 - r[k]);
      mixed[k] = state * z[k];
      p[k] = candidate * r[k];
      r[k] = reset;
      z[k] = update;
      n[k] = candidate;
    }
  }
}
