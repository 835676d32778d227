package io.retort.teachers.trees;

import java.util.function.DoubleUnaryOperator;

/** What the leaves of a tree have that is more than one number. Immutable. */
public interface Leaves {

  /**
   * Adds what a leaf gives for a row.
   *
   * @param leaf the leaf, by its node in the file
   * @param row the features
   * @param sums the sum of each output
   * @param output that of the tree, where it has only one
   * @param single whether the library adds in single precision
   */
  void add(int leaf, double[] row, double[] sums, int output, boolean single);

  /** How many outputs a leaf adds to. */
  int outputs();

  /** The last feature that a leaf asks for, or -1. */
  int lastFeature();

  /**
   * The same leaves with other numbers.
   *
   * @param change what becomes of each number, in proportion
   */
  Leaves with(DoubleUnaryOperator change);

  /** A number added to a sum. */
  static double sum(double sum, double number, boolean single) {
    return single ? (float) (sum + number) : sum + number;
  }
}
