package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.ConjugateGradient.Formula;
import io.retort.optimizers.Landscape.Visit;
import io.retort.optimizers.providers.ConjugateGradientProvider;
import io.retort.testkit.OptimizerContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConjugateGradientTest extends OptimizerContract<ConjugateGradient> {

  @Override
  protected boolean searchesForItsStep() {
    return true;
  }

  @Override
  protected OptimizerProvider<ConjugateGradient> provider() {
    return new ConjugateGradientProvider();
  }

  @Override
  protected ConjugateGradient configuration() {
    return new ConjugateGradient(Formula.POLAK_RIBIERE_PLUS);
  }

  /** One iteration in a step. */
  private static ConjugateGradient single(Formula formula) {
    return new ConjugateGradient(formula, Optional.empty(), 1, 1e-4, 0.1, 20);
  }

  @ParameterizedTest
  @EnumSource
  void aQuadraticOfNDimensionsTakesNSteps(Formula formula) {
    for (int n : new int[] {5, 20, 50}) {
      QuadraticDescent.assertEndsWithin(n, single(formula), n, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rosenbrocksMinimumIsReached(Formula formula) {
    QuadraticDescent.assertReachesRosenbrocksMinimum(single(formula), 100, 1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void everyStepSatisfiesTheWolfeConditions(Formula formula) {
    QuadraticDescent.assertWolfeConditions(single(formula), 1e-4, 0.1, 15);
  }

  /** Of the steps on a quadratic, which has conjugate directions that are not the steepest. */
  @Test
  void everyThirdDirectionIsTheSteepestIfWished() {
    var optimizer =
        new ConjugateGradient(Formula.POLAK_RIBIERE_PLUS, Optional.of(3), 1, 1e-4, 0.1, 20);
    try (Landscape quadratic = Landscape.quadratic(20);
        Optimizer.Session session = quadratic.start(optimizer)) {
      for (int i = 0; i < 9; i++) {
        double cosine = stepsCosineToDescent(quadratic, session);
        if (i % 3 == 0) {
          assertEquals(1, cosine, 1e-5, "Step " + i);
        } else {
          assertTrue(cosine < 0.99, "Step " + i + " is along the gradient: " + cosine);
        }
      }
    }
  }

  /**
   * x⁴ is steep where the search along it begins and flat where it ends, while the slope along y
   * stays: both gradients have much of it in common, which is Powell's sign to start over.
   */
  @Test
  void gradientsThatAreNotOrthogonalRestart() {
    Landscape.Function trough =
        (x, gradient) -> {
          gradient[0] = 4 * Math.pow(x[0], 3);
          gradient[1] = 0.8 * x[1];
          return Math.pow(x[0], 4) + 0.4 * x[1] * x[1];
        };
    var optimizer =
        new ConjugateGradient(Formula.FLETCHER_REEVES, Optional.of(1000), 1, 1e-4, 0.1, 20);
    try (Landscape landscape = new Landscape(trough, 1, 1);
        Optimizer.Session session = landscape.start(optimizer)) {
      Visit before = landscape.here();
      session.step(landscape, 1);
      Visit after = landscape.here();
      double overlap = Landscape.dot(before.gradient(), after.gradient());
      double square = Landscape.dot(after.gradient(), after.gradient());
      assertTrue(Math.abs(overlap) > 0.2 * square, "The function does not show what it should");
      // Without the restart β would be above 0, and the direction bent.
      assertEquals(1, stepsCosineToDescent(landscape, session), 1e-4);
    }
  }

  /** After a batch whose gradient is the direction itself, that direction would lead uphill. */
  @Test
  void aDirectionThatDoesNotDescendIsGivenUp() {
    var optimizer =
        new ConjugateGradient(Formula.FLETCHER_REEVES, Optional.empty(), 1, 1e-4, 0.1, 20);
    try (Landscape landscape = Landscape.quadratic(5);
        Optimizer.Session session = landscape.start(optimizer)) {
      session.step(landscape, 1);
      double[] from = landscape.position();
      Optimizer.State state = session.state();
      float[] direction = state.vectors().get("direction");
      float beta = state.vectors().get("conjugacy")[0];
      assertTrue(beta > 0.01, () -> "There is nothing to give up: " + beta);
      // f = ε·d·(x − from) + ε²/2·|x − from|²
      double slight = beta / 100;
      landscape.become(
          (x, gradient) -> {
            double value = 0;
            for (int i = 0; i < x.length; i++) {
              double away = x[i] - from[i];
              gradient[i] = slight * direction[i] + slight * slight * away;
              value += slight * direction[i] * away + slight * slight * away * away / 2;
            }
            return value;
          });
      assertEquals(1, stepsCosineToDescent(landscape, session), 1e-5);
      assertTrue(landscape.here().value() < 0);
    }
  }

  private static double stepsCosineToDescent(Landscape landscape, Optimizer.Session session) {
    Visit before = landscape.here();
    session.step(landscape, 1);
    double[] move = landscape.position();
    for (int i = 0; i < move.length; i++) {
      move[i] -= before.x()[i];
    }
    return -Landscape.dot(move, before.gradient())
        / (QuadraticDescent.norm(move) * QuadraticDescent.norm(before.gradient()));
  }

  /** A wall of NaN close by, which the first trial meets. */
  @Test
  void stepsStayWhereTheFunctionIsFinite() {
    Landscape.Function well =
        (x, gradient) -> {
          gradient[0] = 1 / (1 - x[0]) - 3;
          return x[0] < 1 ? -Math.log(1 - x[0]) - 3 * x[0] : Double.NaN;
        };
    try (Landscape landscape = new Landscape(well, 0.95);
        Optimizer.Session session = landscape.start(configuration())) {
      for (int i = 0; i < 10; i++) {
        session.step(landscape, 1);
      }
      assertTrue(landscape.visits.stream().anyMatch(visit -> Double.isNaN(visit.value())));
      assertEquals(2.0 / 3, landscape.position()[0], 1e-5);
    }
  }

  /** The gradient lies: no step lowers the value, so none is made. */
  @Test
  void aFailedSearchMakesNothingWorse() {
    Landscape.Function liar =
        (x, gradient) -> {
          gradient[0] = 1;
          return x[0] * x[0];
        };
    try (Landscape landscape = new Landscape(liar, 0);
        Optimizer.Session session = landscape.start(configuration())) {
      session.step(landscape, 1);
      session.step(landscape, 1);
      assertArrayEquals(new double[] {0}, landscape.position());
    }
  }

  /**
   * A rate is a preconditioner: with curvatures 1 and 9, the rate 1/9 makes the function round, and
   * one step ends at its minimum.
   */
  @Test
  void ratesOfGroupsScaleTheirDirections() {
    Landscape.Function bowl =
        (x, gradient) -> {
          gradient[0] = x[0];
          gradient[1] = 9 * x[1];
          return (x[0] * x[0] + 9 * x[1] * x[1]) / 2;
        };
    try (Landscape landscape = new Landscape(bowl, 3, 2);
        Optimizer.Session session =
            landscape.start(single(Formula.POLAK_RIBIERE_PLUS), 1, 1.0 / 9)) {
      session.step(landscape, 1);
      assertArrayEquals(new double[] {0, 0}, landscape.position(), 1e-3);
    }
    try (Landscape landscape = new Landscape(bowl, 3, 2);
        Optimizer.Session session = landscape.start(single(Formula.POLAK_RIBIERE_PLUS))) {
      session.step(landscape, 1);
      assertNotEquals(0, landscape.position()[0], 0.1);
    }
  }

  /** From 3 on x²/2 the gradient is 3, the first trial 1/3 of it, and half of that 1/6. */
  @Test
  void factorScalesTheFirstTrial() {
    Landscape.Function bowl =
        (x, gradient) -> {
          gradient[0] = x[0];
          return x[0] * x[0] / 2;
        };
    for (double factor : new double[] {1, 0.5}) {
      try (Landscape landscape = new Landscape(bowl, 3);
          Optimizer.Session session = landscape.start(single(Formula.POLAK_RIBIERE_PLUS))) {
        session.step(landscape, factor);
        assertEquals(3 - factor, landscape.visits.get(1).x()[0], 1e-6);
      }
    }
  }

  /** Five iterations in a step go where five steps go, and save four evaluations. */
  @Test
  void iterationsOfAStepAreStepsWithoutTheirFirstEvaluation() {
    try (Landscape together = Landscape.quadratic(20);
        Landscape apart = Landscape.quadratic(20);
        Optimizer.Session five = together.start(configuration());
        Optimizer.Session one = apart.start(single(Formula.POLAK_RIBIERE_PLUS))) {
      five.step(together, 1);
      for (int i = 0; i < 5; i++) {
        one.step(apart, 1);
      }
      assertArrayEquals(apart.position(), together.position());
      assertEquals(apart.visits.size() - 4, together.visits.size());
    }
  }

  @Test
  void conditionsThatExcludeEachOtherAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConjugateGradient(Formula.DAI_YUAN, Optional.empty(), 1, 0.3, 0.1, 20));
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(
        new ConjugateGradient(Formula.DAI_YUAN, Optional.empty(), 5, 1e-4, 0.1, 20),
        new ConjugateGradient(Formula.DAI_YUAN));
  }
}
