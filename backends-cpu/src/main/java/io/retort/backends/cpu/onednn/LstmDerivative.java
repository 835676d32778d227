package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The element-wise part of the way back through a step of an LSTM. Works on blocks of values that
 * are copied into arrays, which Java's compiler makes vector instructions of.
 */
final class LstmDerivative {
  /** So many values that the arrays stay in the first-level cache. */
  private static final int BLOCK = 512;

  private final LstmTape tape;
  private final Block given;
  private final boolean all;
  private final Block later;
  private final Block result;
  private final float[] cellGradients;
  private final float[][] gates = new float[LstmTape.GATES][BLOCK];
  private final float[] squashed = new float[BLOCK];
  private final float[] cellsBefore = new float[BLOCK];
  private final float[] gradients = new float[BLOCK];
  private final float[] more = new float[BLOCK];
  private final float[] carried = new float[BLOCK];

  /**
   * The way back through all steps.
   *
   * @param given the gradients of all states {@code [time, batch, units]}, or of the last one
   * @param all which of them
   * @param later the gradient of a step's state with respect to the next one's gates
   * @param result the gradient of what the gates are functions of, {@code [4, batch, units]}
   */
  LstmDerivative(LstmTape tape, Block given, boolean all, Block later, Block result) {
    this.tape = tape;
    this.given = given;
    this.all = all;
    this.later = later;
    this.result = result;
    this.cellGradients = new float[Math.toIntExact(tape.size())];
  }

  /** Computes the gradients of a step; to be called for the last one first. */
  void run(int step) {
    boolean last = step == tape.steps().time() - 1;
    if (last) {
      Arrays.fill(cellGradients, 0);
    }
    for (int start = 0; start < cellGradients.length; start += BLOCK) {
      int count = Math.min(BLOCK, cellGradients.length - start);
      readGradients(step, last, start, count);
      readTape(step, start, count);
      System.arraycopy(cellGradients, start, carried, 0, count);
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
      System.arraycopy(carried, 0, cellGradients, start, count);
      for (int gate = 0; gate < gates.length; gate++) {
        result.values().put(gate * cellGradients.length + start, gates[gate], 0, count);
      }
    }
  }

  /** Reads what came in for the state after a step. */
  private void readGradients(int step, boolean last, int start, int count) {
    if (last || all) {
      int before = all ? step * cellGradients.length : 0;
      given.values().get(before + start, gradients, 0, count);
    }
    if (!last && all) {
      later.values().get(start, more, 0, count);
      for (int k = 0; k < count; k++) {
        gradients[k] += more[k];
      }
    } else if (!last) {
      later.values().get(start, gradients, 0, count);
    }
  }

  private void readTape(int step, int start, int count) {
    FloatBuffer values = tape.gates().values();
    for (int gate = 0; gate < gates.length; gate++) {
      values.get(Math.toIntExact(tape.gateStart(gate, step)) + start, gates[gate], 0, count);
    }
    int before = step * cellGradients.length + start;
    tape.squashed().values().get(before, squashed, 0, count);
    tape.cells().values().get(before, cellsBefore, 0, count);
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
