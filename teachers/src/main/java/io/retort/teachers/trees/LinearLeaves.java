package io.retort.teachers.trees;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Leaves that are linear models of some features, each with a number that takes its place where one
 * of these is missing.
 *
 * @param first the node of the first leaf
 * @param numbers for each leaf, what it gives where a feature is missing
 * @param constants for each leaf, what it gives where all features are 0
 * @param starts for each leaf, the place of the first of its features, and last how many there are
 * @param features the features of all leaves
 * @param coefficients by which they are multiplied
 */
public record LinearLeaves(
    int first,
    double[] numbers,
    double[] constants,
    int[] starts,
    int[] features,
    double[] coefficients)
    implements Leaves {

  @Override
  public void add(int leaf, double[] row, double[] sums, int output, boolean single) {
    sums[output] = Leaves.sum(sums[output], value(leaf - first, row), single);
  }

  private double value(int leaf, double[] row) {
    double value = constants[leaf];
    for (int i = starts[leaf]; i < starts[leaf + 1]; i++) {
      double feature = row[features[i]];
      if (Double.isNaN(feature)) {
        return numbers[leaf];
      }
      value += coefficients[i] * feature;
    }
    return value;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public int lastFeature() {
    return Arrays.stream(features).max().orElse(-1);
  }

  @Override
  public Leaves with(DoubleUnaryOperator change) {
    return new LinearLeaves(
        first,
        Arrays.stream(numbers).map(change).toArray(),
        Arrays.stream(constants).map(change).toArray(),
        starts,
        features,
        Arrays.stream(coefficients).map(change).toArray());
  }
}
