package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.LbfgsProvider;
import io.retort.testkit.OptimizerContract;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LbfgsTest extends OptimizerContract<Lbfgs> {

  @Override
  protected boolean searchesForItsStep() {
    return true;
  }

  @Override
  protected OptimizerProvider<Lbfgs> provider() {
    return new LbfgsProvider();
  }

  @Override
  protected Lbfgs configuration() {
    return new Lbfgs(10);
  }

  /** One iteration in a step. */
  private static Lbfgs single(int memory) {
    return new Lbfgs(memory, 1, 1e-4, 0.9, 20);
  }

  @Test
  void aQuadraticOfNDimensionsTakesAboutNSteps() {
    QuadraticDescent.assertEndsWithin(15, single(10), 5, 1e-5);
    QuadraticDescent.assertEndsWithin(30, single(10), 20, 1e-5);
    QuadraticDescent.assertEndsWithin(50, single(10), 50, 1e-5);
  }

  @Test
  void rosenbrocksMinimumIsReached() {
    QuadraticDescent.assertReachesRosenbrocksMinimum(single(10), 60, 1e-6);
  }

  @Test
  void everyStepSatisfiesTheWolfeConditions() {
    QuadraticDescent.assertWolfeConditions(single(10), 1e-4, 0.9, 25);
    QuadraticDescent.assertWolfeConditions(new Lbfgs(3, 1, 1e-3, 0.5, 20), 1e-3, 0.5, 15);
  }

  /**
   * x² + 9y² from (1, 1): the first direction is −(2, 18), of norm √328, and its trial moves by 1:
   * s = −(2, 18)/√328, y = (2sₓ, 18s_y). As the function is quadratic, the secant equation H·y = s
   * is what the next direction must obey.
   */
  @Test
  void directionObeysTheSecantEquation() {
    Landscape.Function bowl =
        (x, gradient) -> {
          gradient[0] = 2 * x[0];
          gradient[1] = 18 * x[1];
          return x[0] * x[0] + 9 * x[1] * x[1];
        };
    try (Landscape landscape = new Landscape(bowl, 1, 1);
        Optimizer.Session session = landscape.start(single(1))) {
      session.step(landscape, 1);
      double[] from = landscape.position();
      double[] s = {from[0] - 1, from[1] - 1};
      double[] y = {2 * s[0], 18 * s[1]};
      // A batch whose gradient here is y alone, so that the first trial is from − H·y = from − s.
      landscape.become(
          (x, gradient) -> {
            gradient[0] = y[0];
            gradient[1] = y[1];
            return y[0] * (x[0] - from[0]) + y[1] * (x[1] - from[1]);
          });
      int before = landscape.visits.size();
      session.step(landscape, 1);
      assertArrayEquals(
          new double[] {from[0] - s[0], from[1] - s[1]},
          landscape.visits.get(before + 1).x(),
          1e-5);
    }
  }

  @Test
  void onlyTheLastStepsAreRemembered() {
    try (Landscape quadratic = Landscape.quadratic(20);
        Optimizer.Session session = quadratic.start(single(2))) {
      for (int i = 0; i < 5; i++) {
        session.step(quadratic, 1);
      }
      assertEquals(
          Set.of("move-0", "change-0", "move-1", "change-1"), session.state().vectors().keySet());
    }
  }

  /** The last batch's gradient lies: no step lowers its value. */
  @Test
  void aFailedSearchClearsTheMemoryAndMakesNothingWorse() {
    try (Landscape landscape = Landscape.quadratic(5);
        Optimizer.Session session = landscape.start(single(10))) {
      session.step(landscape, 1);
      session.step(landscape, 1);
      assertTrue(!session.state().vectors().isEmpty());
      double[] before = landscape.position();
      landscape.become(
          (x, gradient) -> {
            double value = 0;
            for (int i = 0; i < x.length; i++) {
              gradient[i] = 1;
              value += (x[i] - before[i]) * (x[i] - before[i]);
            }
            return value;
          });
      session.step(landscape, 1);
      assertArrayEquals(before, landscape.position());
      assertTrue(session.state().vectors().isEmpty());
    }
  }

  /** −x²/2 + x⁴/400 bends down near 0, and has its minimum at 10. */
  @Test
  void aHillIsLeftForTheValleyBehind() {
    Landscape.Function hill =
        (x, gradient) -> {
          gradient[0] = -x[0] + Math.pow(x[0], 3) / 100;
          return -x[0] * x[0] / 2 + Math.pow(x[0], 4) / 400;
        };
    try (Landscape landscape = new Landscape(hill, 0.1);
        Optimizer.Session session = landscape.start(single(10))) {
      for (int i = 0; i < 15; i++) {
        session.step(landscape, 1);
      }
      assertEquals(10, landscape.position()[0], 1e-3);
    }
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new Lbfgs(7, 5, 1e-4, 0.9, 20), new Lbfgs(7));
  }

  /** Of each pair two vectors, and those of the line search; a first step makes five pairs. */
  @Test
  void whatASessionKeepsAtLeastIsKnownBefore() {
    assertEquals(3 + 2 * 5, new Lbfgs(10).stateVectors());
    assertEquals(3 + 2 * 2, new Lbfgs(2).stateVectors());
  }
}
