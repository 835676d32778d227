package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.optimizers.Landscape.Visit;

/** What conjugate gradients and L-BFGS must both show on functions of known shape. */
final class QuadraticDescent {

  private QuadraticDescent() {}

  /** Asserts that both the gradient and the distance to the minimum fall to a part of the first. */
  static void assertEndsWithin(int steps, Optimizer optimizer, int n, double part) {
    try (Landscape quadratic = Landscape.quadratic(n);
        Optimizer.Session session = quadratic.start(optimizer)) {
      Visit before = quadratic.here();
      for (int i = 0; i < steps; i++) {
        session.step(quadratic, 1);
      }
      Visit after = quadratic.here();
      double gradient = norm(after.gradient()) / norm(before.gradient());
      double distance = fromOne(after.x()) / fromOne(before.x());
      assertTrue(
          gradient <= part && distance <= part,
          () ->
              optimizer
                  + " left "
                  + gradient
                  + " of the gradient and "
                  + distance
                  + " of the distance after "
                  + steps
                  + " steps in "
                  + n
                  + " dimensions");
    }
  }

  /** Asserts the strong Wolfe conditions for every step on Rosenbrock's function. */
  static void assertWolfeConditions(
      Optimizer optimizer, double sufficientDecrease, double curvature, int steps) {
    try (Landscape valley = Landscape.rosenbrock();
        Optimizer.Session session = valley.start(optimizer)) {
      for (int i = 0; i < steps; i++) {
        Visit before = valley.here();
        session.step(valley, 1);
        Visit after = valley.here();
        double[] move = new double[2];
        for (int k = 0; k < 2; k++) {
          move[k] = after.x()[k] - before.x()[k];
        }
        // Along the step itself: α·φ' rather than φ', which changes nothing in the conditions.
        double slopeBefore = Landscape.dot(move, before.gradient());
        double slopeAfter = Landscape.dot(move, after.gradient());
        String where = "Step " + i + " from " + before.value() + " to " + after.value();
        assertTrue(slopeBefore < 0, () -> where + " does not descend");
        // Parameters are rounded to 32 bits, which moves a slope a little.
        assertTrue(
            after.value() <= before.value() + 0.99 * sufficientDecrease * slopeBefore,
            () -> where + " decreases too little");
        assertTrue(
            Math.abs(slopeAfter) <= 1.01 * curvature * Math.abs(slopeBefore),
            () -> where + " leaves the slope " + slopeAfter + " of " + slopeBefore);
      }
    }
  }

  static void assertReachesRosenbrocksMinimum(Optimizer optimizer, int steps, double below) {
    try (Landscape valley = Landscape.rosenbrock();
        Optimizer.Session session = valley.start(optimizer)) {
      for (int i = 0; i < steps; i++) {
        session.step(valley, 1);
      }
      double value = valley.here().value();
      assertTrue(
          value < below, () -> optimizer + " came to " + value + " only, of 24.2, in " + steps);
    }
  }

  static double norm(double[] x) {
    return Math.sqrt(Landscape.dot(x, x));
  }

  private static double fromOne(double[] x) {
    double[] away = x.clone();
    for (int i = 0; i < x.length; i++) {
      away[i]--;
    }
    return norm(away);
  }
}
