package io.retort.serving.interpreter;

import io.retort.core.network.Layer;
import java.util.function.IntUnaryOperator;

/** A recurrent layer: a cell that is fed with one step after the other. */
final class RecurrentStep implements Step {
  private final IntUnaryOperator steps;
  private final Shape shape;
  private final boolean reverse;
  private final Cell cell;

  /** Whether it gives the states of all steps. */
  private final boolean all;

  /**
   * What it reads and gives.
   *
   * @param features of a step that is read
   * @param units of a state
   * @param width of a row of the output, which may have more than one state
   * @param returns all states, or the last one
   */
  record Shape(int features, int units, int width, Layer.Returns returns) {}

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
   * @param given the inputs multiplied by their weights
   * @param recurrent the hidden state multiplied by its weights
   */
  record State(float[] hidden, float[] memory, float[] given, float[] recurrent) {}

  /**
   * A recurrent layer.
   *
   * @param steps how many steps a sample has, by the number of its tokens
   * @param reverse whether it begins with the last of them
   */
  RecurrentStep(IntUnaryOperator steps, Shape shape, boolean reverse, Cell cell) {
    this.steps = steps;
    this.shape = shape;
    this.reverse = reverse;
    this.cell = cell;
    this.all =
        switch (shape.returns()) {
          case SEQUENCE -> true;
          case LAST -> false;
        };
  }

  @Override
  public void run(float[][] inputs, int[] offsets, float[] output, int offset, int tokens) {
    State state = cell.start();
    int count = steps.applyAsInt(tokens);
    for (int i = 0; i < count; i++) {
      int step = reverse ? count - 1 - i : i;
      cell.step(state, inputs[0], offsets[0] + step * shape.features());
      if (all) {
        int to = offset + step * shape.width();
        System.arraycopy(state.hidden(), 0, output, to, shape.units());
      }
    }
    if (!all) {
      System.arraycopy(state.hidden(), 0, output, offset, shape.units());
    }
  }
}
