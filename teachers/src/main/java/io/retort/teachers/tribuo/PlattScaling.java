package io.retort.teachers.tribuo;

import java.util.Arrays;

/**
 * {@code 1 / (1 + exp(A·margin + B))} for each class, divided by their sum. Platt, "Probabilistic
 * Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods", 1999;
 * fitted as in Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector
 * machines", Machine Learning 68, 2007; several classes as in Zadrozny and Elkan, "Transforming
 * classifier scores into accurate multiclass probability estimates", KDD 2002.
 *
 * @param slope A of each class, negative where greater margins speak for it
 * @param offset B of each class
 */
record PlattScaling(double[] slope, double[] offset) implements Calibration {
  private static final int STEPS = 100;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-5;
  private static final double SUFFICIENT = 1e-4;

  static PlattScaling fit(double[][] margins, int[] labels) {
    int classes = margins[0].length;
    double[] slope = new double[classes];
    double[] offset = new double[classes];
    for (int c = 0; c < classes; c++) {
      double[] own = new double[margins.length];
      boolean[] positive = new boolean[margins.length];
      for (int i = 0; i < margins.length; i++) {
        own[i] = margins[i][c];
        positive[i] = labels[i] == c;
      }
      Sigmoid sigmoid = new Sigmoid(own, positive);
      slope[c] = sigmoid.a;
      offset[c] = sigmoid.b;
    }
    return new PlattScaling(slope, offset);
  }

  @Override
  public void apply(double[] margins, double[] probabilities) {
    double[] logarithms = new double[margins.length];
    for (int i = 0; i < margins.length; i++) {
      logarithms[i] = -softplus(slope[i] * margins[i] + offset[i]);
    }
    // Of classes that are all next to impossible the least impossible one is still the likeliest.
    double largest = Calibration.largest(logarithms);
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] = Math.exp(logarithms[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < margins.length; i++) {
      probabilities[i] /= sum;
    }
  }

  /** log(1 + exp(x)). */
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public String toString() {
    return "PlattScaling" + Arrays.toString(slope) + Arrays.toString(offset);
  }

  /** Newton's method with backtracking for A and B of one class. */
  private static final class Sigmoid {
    private final double[] margins;
    private final double[] targets;
    private double a;
    private double b;

    Sigmoid(double[] margins, boolean[] positive) {
      this.margins = margins;
      this.targets = new double[margins.length];
      int positives = 0;
      for (boolean each : positive) {
        positives += each ? 1 : 0;
      }
      int negatives = positive.length - positives;
      // Platt's targets: a uniform prior keeps the sigmoid from becoming a step.
      for (int i = 0; i < positive.length; i++) {
        targets[i] = positive[i] ? (positives + 1.0) / (positives + 2.0) : 1.0 / (negatives + 2.0);
      }
      b = Math.log((negatives + 1.0) / (positives + 1.0));
      int step = 0;
      while (step < STEPS && newton()) {
        step++;
      }
    }

    private double loss(double slope, double offset) {
      double sum = 0;
      for (int i = 0; i < margins.length; i++) {
        double x = slope * margins[i] + offset;
        sum += softplus(x) - (1 - targets[i]) * x;
      }
      return sum;
    }

    /** One step; false where there is none to be made. */
    private boolean newton() {
      double h11 = RIDGE;
      double h22 = RIDGE;
      double h21 = 0;
      double g1 = 0;
      double g2 = 0;
      for (int i = 0; i < margins.length; i++) {
        double p = Math.exp(-softplus(a * margins[i] + b));
        double weight = p * (1 - p);
        h11 += margins[i] * margins[i] * weight;
        h22 += weight;
        h21 += margins[i] * weight;
        g1 += margins[i] * (targets[i] - p);
        g2 += targets[i] - p;
      }
      if (Math.abs(g1) < FLAT && Math.abs(g2) < FLAT) {
        return false;
      }
      double determinant = h11 * h22 - h21 * h21;
      double da = -(h22 * g1 - h21 * g2) / determinant;
      double db = -(h11 * g2 - h21 * g1) / determinant;
      double slope = g1 * da + g2 * db;
      double before = loss(a, b);
      for (double size = 1; size >= SMALLEST_STEP; size /= 2) {
        if (loss(a + size * da, b + size * db) < before + SUFFICIENT * size * slope) {
          a += size * da;
          b += size * db;
          return true;
        }
      }
      return false;
    }
  }
}
