package io.retort.serving.interpreter;

import io.retort.core.network.Layer;
import java.util.function.IntUnaryOperator;

/** A recurrent layer: a cell that is fed with one step after the other. */
final class Recurrence implements Step {
  private final IntUnaryOperator steps;
  private final int features;
  private final int units;
  private final Layer.Returns returns;
  private final Cell cell;

  /** What a layer computes in a step. */
  interface Cell {

    /**
     * What a sequence changes.
     *
     * @return all 0
     */
    State start();

    /** Goes on by a step, whose values begin at an offset. */
    void step(State state, float[] inputs, int offset);
  }

  /**
   * What a sequence changes.
   *
   * @param hidden the hidden state
   * @param memory the cell's memory; empty where there is none
   * @param given the products of the inputs
   * @param recurrent the products of the hidden state
   */
  record State(float[] hidden, float[] memory, float[] given, float[] recurrent) {}

  /**
   * A recurrent layer.
   *
   * @param steps how many steps a sample has, by the number of its tokens
   */
  Recurrence(IntUnaryOperator steps, int features, int units, Layer.Returns returns, Cell cell) {
    this.steps = steps;
    this.features = features;
    this.units = units;
    this.returns = returns;
    this.cell = cell;
  }

  @Override
  public void run(float[][] inputs, int[] offsets, float[] output, int offset, int tokens) {
    State state = cell.start();
    int count = steps.applyAsInt(tokens);
    for (int step = 0; step < count; step++) {
      cell.step(state, inputs[0], offsets[0] + step * features);
      if (returns == Layer.Returns.SEQUENCE) {
        System.arraycopy(state.hidden(), 0, output, offset + step * units, units);
      }
    }
    if (returns == Layer.Returns.LAST) {
      System.arraycopy(state.hidden(), 0, output, offset, units);
    }
  }
}
