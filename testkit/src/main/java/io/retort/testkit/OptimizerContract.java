package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.tensor.Update;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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

  private static final String VALUE_BEFORE = "A step does not return the value before it";

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
      assertEquals(before, session.step(problem, 1), VALUE_BEFORE);
      double next = problem.evaluate();
      assertEquals(next, session.step(problem, 1), VALUE_BEFORE);
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

  /**
   * The host's loop is made of the program; it is compared with the program's arithmetic in double
   * precision, step after step.
   */
  @Test
  void programsComputeWhatTheirExpressionsSay() {
    if (!(optimizer(configuration()) instanceof FirstOrderOptimizer optimizer)) {
      return;
    }
    int length = 40;
    Random random = new Random(3);
    float[] values = gaussian(random, length);
    float[][] state = new float[optimizer.stateNames().size()][length];
    for (int number = 1; number <= 5; number++) {
      Update update = optimizer.update(new FirstOrderOptimizer.Step(number, 0.5, true));
      if (!(update instanceof Update.Program program)) {
        return;
      }
      float[] gradients = gaussian(random, length);
      double[][] expected = new double[length][];
      for (int i = 0; i < length; i++) {
        double[] before = new double[state.length];
        for (int j = 0; j < before.length; j++) {
          before[j] = state[j][i];
        }
        expected[i] =
            new ReferenceUpdate(program).at(values[i], before, new double[] {gradients[i]});
      }
      HostUpdate.apply(update, values, state, gradients);
      for (int i = 0; i < length; i++) {
        assertNear(expected[i][0], values[i], "The parameter");
        for (int j = 0; j < state.length; j++) {
          assertNear(expected[i][1 + j], state[j][i], optimizer.stateNames().get(j));
        }
      }
    }
  }

  private static float[] gaussian(Random random, int length) {
    float[] drawn = new float[length];
    for (int i = 0; i < length; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
    return drawn;
  }

  private static void assertNear(double expected, float found, String what) {
    assertEquals(
        expected, found, 1e-5 * Math.max(1e-3, Math.abs(expected)), what + " is not the program's");
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
