package io.retort.teachers.tribuo;

/**
 * {@code softmax(margins / T)}, with the T of the greatest likelihood (Guo, Pleiss, Sun and
 * Weinberger, "On Calibration of Modern Neural Networks", ICML 2017).
 *
 * @param temperature T
 */
record TemperatureScaling(double temperature) implements Calibration {
  private static final double LARGEST = 1e4;
  private static final int HALVINGS = 60;

  /**
   * Finds T. In β = 1/T the negative log-likelihood is convex, and its derivative is the mean of
   * (the expected margin under the probabilities − the margin of the true class).
   */
  static TemperatureScaling fit(double[][] margins, int[] labels) {
    double low = Math.log(1 / LARGEST);
    double high = Math.log(LARGEST);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (derivative(margins, labels, Math.exp(middle)) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new TemperatureScaling(Math.exp(-(low + high) / 2));
  }

  private static double derivative(double[][] margins, int[] labels, double inverse) {
    TemperatureScaling scaling = new TemperatureScaling(1 / inverse);
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      double[] probabilities = new double[margins[i].length];
      scaling.apply(margins[i], probabilities);
      sum -= margins[i][labels[i]];
      for (int j = 0; j < probabilities.length; j++) {
        sum += probabilities[j] * margins[i][j];
      }
    }
    return sum;
  }

  @Override
  public void apply(double[] margins, double[] probabilities) {
    double largest = Calibration.largest(margins);
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] = Math.exp((margins[i] - largest) / temperature);
      sum += probabilities[i];
    }
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] /= sum;
    }
  }
}
