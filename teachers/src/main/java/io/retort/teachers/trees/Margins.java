package io.retort.teachers.trees;

/** What a model computes from a row before its objective makes a prediction of it. */
public interface Margins {

  /**
   * Adds to what the rows have so far.
   *
   * @param rows the features of each row
   * @param sums for each row, the sum of each output
   */
  void add(double[][] rows, double[][] sums);
}
