package io.retort.teachers.tribuo;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each pair of classes {@code r = 1 / (1 + exp(A·decision + B))}, the probability of the first
 * if it is one of the two: Platt, "Probabilistic Outputs for Support Vector Machines and
 * Comparisons to Regularized Likelihood Methods", 1999, fitted as in Lin, Lin and Weng, "A note on
 * Platt's probabilistic outputs for support vector machines", Machine Learning 68, 2007. From these
 * the probabilities p that minimise {@code Σ (r_ji·p_i − r_ij·p_j)²}: Wu, Lin and Weng,
 * "Probability Estimates for Multi-class Classification by Pairwise Coupling", JMLR 5, 2004.
 *
 * @param slope A of each pair, negative where positive decisions speak for its first class
 * @param offset B of each pair
 */
record PlattScaling(double[] slope, double[] offset) implements SvmCalibration {
  /** Keeps a pair's probability from 0 and 1, where coupling has no solution. */
  private static final double LEAST = 1e-7;

  private static final int COUPLING_STEPS = 1000;
  private static final double COUPLED = 1e-9;
  private static final int STEPS = 100;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-5;
  private static final double SUFFICIENT = 1e-4;

  static PlattScaling fit(double[][] decisions, int[] labels, int classes) {
    double[] slope = new double[ClassPairs.count(classes)];
    double[] offset = new double[slope.length];
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        int pair = ClassPairs.index(i, j, classes);
        int first = i;
        int second = j;
        int[] own =
            IntStream.range(0, labels.length)
                .filter(sample -> labels[sample] == first || labels[sample] == second)
                .toArray();
        double[] margins = new double[own.length];
        boolean[] positive = new boolean[own.length];
        for (int k = 0; k < own.length; k++) {
          margins[k] = decisions[own[k]][pair];
          positive[k] = labels[own[k]] == i;
        }
        Sigmoid sigmoid = new Sigmoid(margins, positive);
        slope[pair] = sigmoid.a;
        offset[pair] = sigmoid.b;
      }
    }
    return new PlattScaling(slope, offset);
  }

  @Override
  public void apply(double[] decisions, double[] probabilities) {
    int classes = probabilities.length;
    double[][] r = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        int pair = ClassPairs.index(i, j, classes);
        double first = Math.exp(-softplus(slope[pair] * decisions[pair] + offset[pair]));
        r[i][j] = Math.min(1 - LEAST, Math.max(LEAST, first));
        r[j][i] = 1 - r[i][j];
      }
    }
    couple(r, probabilities);
  }

  /** The second method of Wu, Lin and Weng, by their algorithm 2. */
  private static void couple(double[][] r, double[] p) {
    int classes = p.length;
    double[][] q = new double[classes][classes];
    for (int t = 0; t < classes; t++) {
      for (int j = 0; j < classes; j++) {
        if (j != t) {
          q[t][t] += r[j][t] * r[j][t];
          q[t][j] = -r[j][t] * r[t][j];
        }
      }
    }
    Arrays.fill(p, 1.0 / classes);
    double change = 1;
    for (int step = 0; step < COUPLING_STEPS && change > COUPLED; step++) {
      change = 0;
      for (int t = 0; t < classes; t++) {
        double before = p[t];
        double value = 0;
        double others = 0;
        for (int i = 0; i < classes; i++) {
          for (int j = 0; j < classes; j++) {
            value += p[i] * q[i][j] * p[j];
          }
          others += i == t ? 0 : q[t][i] * p[i];
        }
        p[t] = (value - others) / q[t][t];
        double sum = Arrays.stream(p).sum();
        for (int i = 0; i < classes; i++) {
          p[i] /= sum;
        }
        change = Math.max(change, Math.abs(p[t] - before));
      }
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

  /** Newton's method with backtracking for A and B of one pair. */
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
