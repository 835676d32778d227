package io.retort.teachers.tribuo;

/** How a model is fitted to samples. The rows are not kept or changed. */
interface ModelFitting {

  /**
   * Fits a classifier.
   *
   * @param rows the inputs, {@code [samples][features]}
   * @param labels the classes, of which at least two are different
   * @param classes the number of classes, which need not all occur
   * @param seed for what is drawn at random
   * @return a predictor of a probability for each class
   */
  Predictor classes(float[][] rows, int[] labels, int classes, long seed);

  /**
   * Fits a regression.
   *
   * @param rows the inputs, {@code [samples][features]}
   * @param values the values, {@code [samples][values]}
   * @param seed for what is drawn at random
   * @return a predictor of the values
   */
  Predictor values(float[][] rows, double[][] values, long seed);
}
