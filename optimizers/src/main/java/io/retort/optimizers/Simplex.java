package io.retort.optimizers;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The weights that are not negative and sum to 1, and the least value of a convex function on them,
 * by the pairwise Frank–Wolfe method (Lacoste-Julien and Jaggi, <i>On the Global Linear Convergence
 * of Frank-Wolfe Optimization Variants</i>, 2015): weight moves from where the slope is largest to
 * where it is smallest, as far as the function falls.
 */
final class Simplex {
  private static final int ITERATIONS = 1_000;
  private static final int HALVINGS = 60;
  private static final double TOLERANCE = 1e-12;

  private final int count;

  Simplex(int count) {
    this.count = count;
  }

  /** The product of a matrix with a vector. */
  static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  /**
   * The weights at which a function is least.
   *
   * @param gradient the function's gradient at some weights
   * @return new weights; equal ones where the gradient says nothing
   */
  double[] minimise(UnaryOperator<double[]> gradient) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / count);
    double size = 0;
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] slope = gradient.apply(weights);
      int to = 0;
      int from = -1;
      for (int i = 0; i < count; i++) {
        to = slope[i] < slope[to] ? i : to;
        from = weights[i] > 0 && (from < 0 || slope[i] > slope[from]) ? i : from;
        size = Math.max(size, Math.abs(slope[i]));
      }
      // Written so that slopes that are not numbers end it too.
      if (!(slope[from] - slope[to] > TOLERANCE * size)) {
        break;
      }
      move(weights, from, to, gradient);
    }
    return weights;
  }

  /** Moves weight as far as the function falls: by halving, since its slope only rises. */
  private static void move(double[] weights, int from, int to, UnaryOperator<double[]> gradient) {
    double available = weights[from];
    double there = weights[to];
    double low = 0;
    double high = available;
    double moved = available;
    for (int i = 0; i < HALVINGS; i++) {
      weights[from] = available - moved;
      weights[to] = there + moved;
      double[] slope = gradient.apply(weights);
      if (slope[to] <= slope[from]) {
        low = moved;
      } else {
        high = moved;
      }
      if (low == available) {
        return;
      }
      moved = (low + high) / 2;
    }
    weights[from] = available - moved;
    weights[to] = there + moved;
  }
}
