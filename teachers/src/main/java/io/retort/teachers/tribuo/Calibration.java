package io.retort.teachers.tribuo;

/** Turns the margins of one sample into probabilities. */
sealed interface Calibration permits PlattScaling, TemperatureScaling {

  /**
   * Turns margins into probabilities.
   *
   * @param margins one for each class
   * @param probabilities receives the probabilities, with the sum 1
   */
  void apply(double[] margins, double[] probabilities);

  /** The largest of some numbers. */
  static double largest(double[] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
