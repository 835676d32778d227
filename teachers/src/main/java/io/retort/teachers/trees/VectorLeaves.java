package io.retort.teachers.trees;

import java.util.function.DoubleUnaryOperator;

/**
 * Leaves that have a number for each output.
 *
 * @param outputs how many
 * @param places for each node of the tree that is a leaf, the place of its vector
 * @param numbers the vectors, one after the other
 */
public record VectorLeaves(int outputs, int[] places, float[] numbers) implements Leaves {

  @Override
  public void add(int leaf, double[] row, double[] sums, int output, boolean single) {
    int start = places[leaf] * outputs;
    for (int i = 0; i < outputs; i++) {
      sums[i] = Leaves.sum(sums[i], numbers[start + i], single);
    }
  }

  @Override
  public int lastFeature() {
    return -1;
  }

  @Override
  public Leaves with(DoubleUnaryOperator change) {
    float[] changed = new float[numbers.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (float) change.applyAsDouble(numbers[i]);
    }
    return new VectorLeaves(outputs, places, changed);
  }
}
