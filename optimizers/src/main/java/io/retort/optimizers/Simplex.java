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
  private static final int MOVES = 1_000;

  /** More, since those along a square are some hundred times cheaper. */
  private static final int SQUARE_MOVES = 100_000;

  private static final int HALVINGS = 60;
  private static final double TOLERANCE = 1e-13;

  private final double[] weights;
  private double largestSlope;

  private Simplex(int count) {
    weights = new double[count];
    Arrays.fill(weights, 1.0 / count);
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
   * The weights of the shortest sum of vectors.
   *
   * @param products the vectors' inner products
   * @return new weights; equal ones where all vectors are alike
   */
  static double[] shortest(double[][] products) {
    Simplex simplex = new Simplex(products.length);
    double[] weights = simplex.weights;
    double[] slope = times(products, weights);
    for (int move = 0; move < SQUARE_MOVES; move++) {
      int to = lowest(slope);
      int from = simplex.highest(slope);
      if (simplex.ends(slope, from, to)) {
        break;
      }
      double curvature = products[to][to] + products[from][from] - 2 * products[to][from];
      double moved = Math.min(weights[from], (slope[from] - slope[to]) / curvature);
      // Exactly 0 where all of it moves, so that it is never taken for more.
      weights[from] = moved == weights[from] ? 0 : weights[from] - moved;
      weights[to] += moved;
      for (int i = 0; i < slope.length; i++) {
        slope[i] += moved * (products[i][to] - products[i][from]);
      }
    }
    return weights;
  }

  /**
   * The weights at which a convex function is least.
   *
   * @param count the number of weights
   * @param gradient the function's gradient at some weights
   * @return new weights; equal ones where the gradient says nothing
   */
  static double[] minimise(int count, UnaryOperator<double[]> gradient) {
    Simplex simplex = new Simplex(count);
    for (int move = 0; move < MOVES; move++) {
      double[] slope = gradient.apply(simplex.weights);
      int to = lowest(slope);
      int from = simplex.highest(slope);
      if (simplex.ends(slope, from, to)) {
        break;
      }
      simplex.move(from, to, gradient);
    }
    return simplex.weights;
  }

  private static int lowest(double[] slope) {
    int lowest = 0;
    for (int i = 1; i < slope.length; i++) {
      lowest = slope[i] < slope[lowest] ? i : lowest;
    }
    return lowest;
  }

  /** Among those with a weight to give away. */
  private int highest(double[] slope) {
    int highest = -1;
    for (int i = 0; i < slope.length; i++) {
      highest = weights[i] > 0 && (highest < 0 || slope[i] > slope[highest]) ? i : highest;
    }
    return highest;
  }

  /** Whether nothing is left to be gained, or slopes are not numbers. */
  private boolean ends(double[] slope, int from, int to) {
    for (double each : slope) {
      largestSlope = Math.max(largestSlope, Math.abs(each));
    }
    return !(slope[from] - slope[to] > TOLERANCE * largestSlope);
  }

  /** Moves weight as far as the function falls: by halving, since its slope only rises. */
  private void move(int from, int to, UnaryOperator<double[]> gradient) {
    double available = weights[from];
    double there = weights[to];
    double low = 0;
    double high = available;
    double moved = available;
    for (int i = 0; i < HALVINGS && low < available; i++) {
      weights[from] = available - moved;
      weights[to] = there + moved;
      double[] slope = gradient.apply(weights);
      if (slope[to] <= slope[from]) {
        low = moved;
      } else {
        high = moved;
      }
      moved = (low + high) / 2;
    }
    weights[from] = available - moved;
    weights[to] = there + moved;
  }
}
