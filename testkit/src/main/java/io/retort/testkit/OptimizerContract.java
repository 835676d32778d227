package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What any optimizer must do. Inherit it, and give settings that suit the two functions: a
 * quadratic of ten dimensions with curvatures from 1 to 10 that starts 1 away from its minimum in
 * each, and Rosenbrock's valley from (−1.2, 1). An optimizer with weight decay is given without,
 * since decay moves the minimum.
 *
 * @param <C> the optimizer's configuration
 */
public abstract class OptimizerContract<C extends Record>
    extends ProviderContract<OptimizerProvider<C>, C> {

  /** For subclasses. */
  protected OptimizerContract() {}

  /**
   * Settings for the quadratic.
   *
   * @return a configuration
   */
  @Override
  protected abstract C configuration();

  /**
   * Settings for Rosenbrock's function.
   *
   * @return a configuration, by default the same
   */
  protected C rosenbrockConfiguration() {
    return configuration();
  }

  /**
   * The steps in which the quadratic must fall to a thousandth.
   *
   * @return 300 by default
   */
  protected int quadraticSteps() {
    return 300;
  }

  /**
   * The steps in which Rosenbrock's function must fall from 24.2 to below 0.02.
   *
   * @return 5,000 by default
   */
  protected int rosenbrockSteps() {
    return 5_000;
  }

  private Optimizer optimizer(C settings) {
    return provider().create(settings, new TestContext(Path.of(""), 1));
  }

  @Test
  void descendsAQuadratic() {
    try (TestProblem problem = TestProblem.quadratic(1)) {
      double before = problem.evaluate();
      problem.run(optimizer(configuration()), quadraticSteps());
      double after = problem.evaluate();
      assertTrue(
          after < before / 1000,
          () -> "The quadratic fell from " + before + " to " + after + " only");
    }
  }

  @Test
  void descendsRosenbrocksValley() {
    try (TestProblem problem = TestProblem.rosenbrock()) {
      problem.run(optimizer(rosenbrockConfiguration()), rosenbrockSteps());
      double after = problem.evaluate();
      assertTrue(after < 0.02, () -> "Rosenbrock's function fell from 24.2 to " + after + " only");
    }
  }

  @Test
  void returnsTheValueBeforeTheStep() {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      double before = problem.evaluate();
      assertEquals(before, session.step(problem, 1));
      double next = problem.evaluate();
      assertEquals(next, session.step(problem, 1));
    }
  }

  @Test
  void sameStartGivesTheSameSteps() {
    try (TestProblem one = TestProblem.quadratic(1);
        TestProblem other = TestProblem.quadratic(1)) {
      Optimizer optimizer = optimizer(configuration());
      one.run(optimizer, 20);
      other.run(optimizer, 20);
      assertArrayEquals(one.parameters(), other.parameters());
    }
  }

  @Test
  void restoredStateGivesTheSameSteps() {
    try (TestProblem original = TestProblem.quadratic(1);
        TestProblem resumed = TestProblem.quadratic(1)) {
      Optimizer optimizer = optimizer(configuration());
      Optimizer.State saved;
      try (Optimizer.Session session = optimizer.start(original.groups())) {
        original.run(session, 7);
        saved = session.state();
        resumed.moveTo(original.parameters());
        original.run(session, 13);
      }
      try (Optimizer.Session session = optimizer.start(resumed.groups())) {
        session.restore(saved);
        resumed.run(session, 13);
        assertEquals(20, session.state().step(), "The number of steps was not restored");
      }
      assertArrayEquals(
          original.parameters(), resumed.parameters(), "The resumed training took other steps");
    }
  }

  @Test
  void stateIsACopy() {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      problem.run(session, 3);
      Optimizer.State state = session.state();
      Optimizer.State same = session.state();
      problem.run(session, 3);
      state.vectors().forEach((name, v) -> assertArrayEquals(same.vectors().get(name), v, name));
    }
  }

  @Test
  void foreignStateIsRefused() {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      var foreign = new Optimizer.State(1, Map.of("of-no-optimizer", new float[1]));
      assertThrows(IllegalArgumentException.class, () -> session.restore(foreign));
    }
  }

  @Test
  void groupsOfRateZeroDoNotMove() {
    try (TestProblem problem = TestProblem.quadratic(0)) {
      float[] start = problem.parameters();
      problem.run(optimizer(configuration()), 20);
      float[] end = problem.parameters();
      int half = problem.firstOfSecondGroup();
      assertArrayEquals(
          Arrays.copyOfRange(start, half, start.length),
          Arrays.copyOfRange(end, half, end.length),
          "The group of rate 0 moved");
      assertFalse(
          Arrays.equals(Arrays.copyOf(start, half), Arrays.copyOf(end, half)),
          "The group of rate 1 did not move");
    }
  }

  @Test
  void factorZeroMovesNothing() {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      float[] start = problem.parameters();
      session.step(problem, 0);
      assertArrayEquals(start, problem.parameters());
    }
  }

  /** Parameter vectors may have unused gaps between layers, which must never become NaN. */
  @Test
  void gapsOfZerosStayZero() {
    try (TestProblem problem = TestProblem.quadraticWithGaps()) {
      problem.run(optimizer(configuration()), 50);
      float[] end = problem.parameters();
      for (int i = 0; i < end.length; i++) {
        if (problem.isGap(i)) {
          assertEquals(0f, end[i], "The unused value " + i);
        } else {
          assertTrue(Float.isFinite(end[i]) && end[i] != 0, "The parameter " + i + " is " + end[i]);
        }
      }
    }
  }
}
