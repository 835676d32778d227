package io.retort.backends.cpu.onednn;

import java.util.Arrays;

/**
 * The element-wise part of the backward pass of a step of a recurrent layer. Works on blocks of
 * values that are copied into arrays, which Java's compiler makes vector instructions of.
 */
abstract class StepDerivative {
  static final int BLOCK = StateGradients.BLOCK;

  /** The values of the gates; each of the arrays can be used for results. */
  final float[][] gates;

  /** The gradient of the state after the step, but for what is {@link #carried}. */
  final float[] gradients = new float[BLOCK];

  /** What the next step gave to this one besides through its gates, to become what this gives. */
  final float[] carried = new float[BLOCK];

  private final RecurrentTape tape;
  private final StateGradients incoming;
  private final float[] allCarried;

  StepDerivative(RecurrentTape tape, StateGradients incoming) {
    this.tape = tape;
    this.incoming = incoming;
    this.gates = new float[tape.gateCount()][BLOCK];
    this.allCarried = new float[Math.toIntExact(tape.states().size())];
  }

  /** The gradients of what the gates get from the inputs. */
  abstract GateGradients ofInputs();

  /** The gradients of what the gates get from the states; the same ones if they are equal. */
  abstract GateGradients ofStates();

  /** Computes some values of the gradients of a step. */
  abstract void derive(int step, int start, int count);

  /** Adds a step to the backward pass; to be called for the last one first. */
  final void add(NetworkPass pass, long step) {
    int index = Math.toIntExact(step);
    pass.add(() -> run(index));
    ofStates().keep(pass, step);
    if (ofInputs() != ofStates()) {
      ofInputs().keep(pass, step);
    }
  }

  private void run(int step) {
    if (step == tape.steps().time() - 1) {
      Arrays.fill(allCarried, 0);
    }
    for (int start = 0; start < allCarried.length; start += BLOCK) {
      int count = Math.min(BLOCK, allCarried.length - start);
      incoming.read(step, start, gradients, count);
      for (int gate = 0; gate < gates.length; gate++) {
        tape.gates().read(tape.gateIndex(gate, step), start, gates[gate], count);
      }
      System.arraycopy(allCarried, start, carried, 0, count);
      derive(step, start, count);
      System.arraycopy(carried, 0, allCarried, start, count);
    }
  }
}
