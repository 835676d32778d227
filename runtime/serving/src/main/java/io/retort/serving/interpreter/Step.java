package io.retort.serving.interpreter;

/** What one node computes, for each sample by itself. */
@FunctionalInterface
interface Step {

  /**
   * Computes the node for one sample.
   *
   * @param inputs the values of each node that it reads
   * @param offsets where those of the sample begin in each
   * @param output takes the node's values
   * @param offset where those of the sample begin
   * @param tokens how many tokens the sample has, where it may have fewer than others
   */
  void run(float[][] inputs, int[] offsets, float[] output, int offset, int tokens);
}
