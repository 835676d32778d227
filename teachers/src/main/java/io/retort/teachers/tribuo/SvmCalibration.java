package io.retort.teachers.tribuo;

/**
 * Turns the decisions of a support vector machine on one sample into probabilities. A decision is
 * between two classes i and j, i before j, and positive for i; they come in the order of {@link
 * ClassPairs}.
 */
interface SvmCalibration {

  /**
   * Turns decisions into probabilities.
   *
   * @param decisions one for each pair of classes
   * @param probabilities receives a probability for each class, with the sum 1
   */
  void apply(double[] decisions, double[] probabilities);
}
