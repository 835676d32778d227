package io.retort.teachers.tribuo;

import java.util.Arrays;

/**
 * {@code softmax(margins / T)}, with the T of the greatest likelihood (Guo, Pleiss, Sun and
 * Weinberger, "On Calibration of Modern Neural Networks", ICML 2017). The margin of a class is the
 * mean of its decisions against all others.
 *
 * @param temperature T
 */
record TemperatureScaling(double temperature) implements SvmCalibration {
  private static final double LARGEST = 1e4;
  private static final int HALVINGS = 60;

  /**
   * Finds T. In β = 1/T the negative log-likelihood is convex, and its derivative is the mean of
   * (the expected margin under the probabilities − the margin of the true class).
   */
  static TemperatureScaling fit(double[][] decisions, int[] labels, int classes) {
    double[][] margins = new double[decisions.length][];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = margins(decisions[i], classes);
    }
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
      scaling.softmax(margins[i], probabilities);
      sum -= margins[i][labels[i]];
      for (int j = 0; j < probabilities.length; j++) {
        sum += probabilities[j] * margins[i][j];
      }
    }
    return sum;
  }

  private static double[] margins(double[] decisions, int classes) {
    double[] margins = new double[classes];
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        double decision = decisions[ClassPairs.index(i, j, classes)] / (classes - 1);
        margins[i] += decision;
        margins[j] -= decision;
      }
    }
    return margins;
  }

  @Override
  public void apply(double[] decisions, double[] probabilities) {
    softmax(margins(decisions, probabilities.length), probabilities);
  }

  private void softmax(double[] margins, double[] probabilities) {
    double largest = Arrays.stream(margins).max().orElseThrow();
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
