package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Vector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

  private static final int STEPS_COUNTED = 5;

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

  /**
   * Whether the optimizer searches along its direction for how far to go, so that the learning rate
   * is only where it starts.
   *
   * @return false unless overridden
   */
  protected boolean searchesForItsStep() {
    return false;
  }

  /**
   * Settings with weight decay, for optimizers that have it.
   *
   * @return a configuration; empty unless overridden
   */
  protected Optional<C> decayingConfiguration() {
    return Optional.empty();
  }

  /**
   * How often a step copies vectors to the host or back, where they are not in its memory: an
   * optimizer whose update is a program or made of vector operations never does.
   *
   * @return 0 unless overridden
   */
  protected int copiesPerStep() {
    return 0;
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
  void sameStartGivesTheSameSteps() {
    try (TestProblem one = TestProblem.quadratic(1);
        TestProblem other = TestProblem.quadratic(1)) {
      Optimizer optimizer = optimizer(configuration());
      one.run(optimizer, 20);
      other.run(optimizer, 20);
      assertArrayEquals(
          one.parameters(), other.parameters(), "A second training from the same start differs");
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
      Map<String, float[]> then = new HashMap<>();
      state.vectors().forEach((name, vector) -> then.put(name, vector.clone()));
      problem.run(session, 3);
      state
          .vectors()
          .forEach(
              (name, vector) ->
                  assertArrayEquals(
                      then.get(name), vector, "Later steps change a saved state, in " + name));
    }
  }

  @Test
  void foreignStateIsRefused() {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      var foreign = new Optimizer.State(1, Map.of("of-no-optimizer", new float[1]));
      assertThrows(
          IllegalArgumentException.class,
          () -> session.restore(foreign),
          "The state of another optimizer is not refused");
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
      assertArrayEquals(start, problem.parameters(), "A factor of 0 moves parameters");
    }
  }

  @Test
  void theFactorMultipliesTheFirstStep() {
    assumeTrue(!searchesForItsStep(), "The optimizer searches for the length of a step");
    double whole = lengthOfFirstStep(1);
    double half = lengthOfFirstStep(0.5);
    assertTrue(
        Math.abs(half / whole - 0.5) < 0.05,
        () -> "A factor of 0.5 does not halve the first step, of " + whole + ", but gives " + half);
  }

  private double lengthOfFirstStep(double factor) {
    try (TestProblem problem = TestProblem.quadratic(1);
        Optimizer.Session session = optimizer(configuration()).start(problem.groups())) {
      float[] start = problem.parameters();
      session.step(problem, factor);
      float[] end = problem.parameters();
      double squares = 0;
      for (int i = 0; i < start.length; i++) {
        squares += Math.pow(end[i] - start[i], 2);
      }
      return Math.sqrt(squares);
    }
  }

  @Test
  void decayShrinksTheGroupThatDecaysAlone() {
    Optional<C> decaying = decayingConfiguration();
    assumeTrue(decaying.isPresent(), "The optimizer has no weight decay");
    try (TestProblem problem = TestProblem.flat()) {
      float[] start = problem.parameters();
      problem.run(optimizer(decaying.get()), 3);
      float[] end = problem.parameters();
      for (int i = 0; i < start.length; i++) {
        boolean decays = i < problem.firstOfSecondGroup();
        int parameter = i;
        assertTrue(
            decays ? end[i] < start[i] && end[i] > 0 : end[i] == start[i],
            () ->
                "The parameter %d, of a group %s decay, goes from %s to %s without a gradient"
                    .formatted(
                        parameter, decays ? "with" : "without", start[parameter], end[parameter]));
      }
    }
  }

  /** On an accelerator, whatever a step copies to the host or back costs more than the step. */
  @Test
  void stepsLeaveVectorsWhereTheyAre() {
    AtomicLong copies = new AtomicLong();
    try (Vector values = DistantVector.allocate(40, copies);
        Vector gradients = values.like();
        Vector scratch = values.like()) {
      values.fill(0.5f);
      List<ParameterGroup> groups =
          List.of(
              new ParameterGroup(values.slice(0, 20), gradients.slice(0, 20), 1, true),
              new ParameterGroup(values.slice(20, 20), gradients.slice(20, 20), 0.5, false));
      try (Optimizer.Session session = optimizer(configuration()).start(groups)) {
        for (int step = 0; step < STEPS_COUNTED; step++) {
          session.step(() -> quadratic(values, gradients, scratch), 1);
        }
      }
    }
    assertEquals(
        (long) STEPS_COUNTED * copiesPerStep(),
        copies.get(),
        "Copies between the host and vectors that are elsewhere, in " + STEPS_COUNTED + " steps");
  }

  /** {@code Σ x²/2 + x}, computed where the vectors are. */
  private static double quadratic(Vector values, Vector gradients, Vector scratch) {
    gradients.fill(1);
    double linear = values.dot(gradients);
    scratch.assign(values);
    gradients.add(1, scratch);
    return values.dot(values) / 2 + linear;
  }

  /** Parameter vectors may have unused gaps between layers, which must never become NaN. */
  @Test
  void gapsOfZerosStayZero() {
    try (TestProblem problem = TestProblem.quadraticWithGaps()) {
      problem.run(optimizer(configuration()), 50);
      float[] end = problem.parameters();
      for (int i = 0; i < end.length; i++) {
        if (problem.isGap(i)) {
          assertEquals(0f, end[i], "The unused parameter " + i + " is moved");
        } else {
          assertTrue(Float.isFinite(end[i]) && end[i] != 0, "The parameter " + i + " is " + end[i]);
        }
      }
    }
  }
}
