package io.retort.optimizers;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States below the smallest normal number, 1.1755e-38, which every 256th step sets to 0. */
class SubnormalStatesTest {
  private static final int FLUSHED = 256;
  private static final Sgd HALVING = new Sgd(0.1, 0.5, false);

  @Test
  void velocitiesBelowTheSmallestNormalNumberBecomeZero() {
    float[] velocity = {
      2e-38f, -2e-38f, 4e-38f, -4e-38f, 2 * Float.MIN_NORMAL, Float.MIN_VALUE, 0, 3, Float.NaN
    };
    assertArrayEquals(
        new float[] {0, -0f, 2e-38f, -2e-38f, Float.MIN_NORMAL, 0, 0, 1.5f, Float.NaN},
        after(HALVING, FLUSHED, 0, Map.of("velocity", velocity)).get("velocity"));
  }

  @Test
  void otherStepsLeaveThem() {
    float[] halves =
        after(HALVING, FLUSHED - 1, 0, Map.of("velocity", new float[] {2e-38f})).get("velocity");
    assertArrayEquals(new float[] {1e-38f}, halves);
  }

  /** Without, 0.9 times the four smallest numbers is rounded to the same for ever. */
  @Test
  void velocitiesWithoutGradientsEndAtZero() {
    try (Steps steps = new Steps(new Sgd(0.1, 0.9, false), 1)) {
      steps.session.restore(new Optimizer.State(0, Map.of("velocity", new float[] {1})));
      for (int i = 0; i < 4 * FLUSHED; i++) {
        steps.session.step(() -> 0, 1);
      }
      assertEquals(0, steps.session.state().vectors().get("velocity")[0]);
    }
  }

  @Test
  void whatIsDividedByOutlastsWhatIsDivided() {
    // Halved means, whole mean squares.
    Adam adam = new Adam(0.1, 0.5, 0.99999, 1e-30);
    Map<String, float[]> left =
        after(
            adam,
            FLUSHED,
            0,
            Map.of(
                "mean", new float[] {2e-20f, 2e-38f, 0},
                "mean-square", new float[] {1e-38f, 1e-38f, 1e-38f}));
    assertArrayEquals(new float[] {1e-20f, 0, 0}, left.get("mean"));
    // The second one follows at the next time.
    assertArrayEquals(new float[] {1e-38f, 1e-38f, 0}, left.get("mean-square"), 1e-42f);
    assertEquals(0, left.get("mean-square")[2]);
  }

  @Test
  void whatGradientsAreDividedByStaysWhereOneArrives() {
    RmsProp rmsProp = new RmsProp(0.1, 0.99999, 0, 1e-30);
    Map<String, float[]> state = Map.of("mean-square", new float[] {1e-38f});
    assertEquals(0, after(rmsProp, FLUSHED, 0, state).get("mean-square")[0]);
    assertEquals(1e-38f, after(rmsProp, FLUSHED, 1e-25f, state).get("mean-square")[0], 1e-42f);
  }

  @Test
  void meansWhoseSignDecidesStay() {
    Lion lion = new Lion(0.1, 0.9, 0.5, 0);
    assertArrayEquals(
        new float[] {1e-38f},
        after(lion, FLUSHED, 0, Map.of("mean", new float[] {2e-38f})).get("mean"));
  }

  /** The logarithm of 0 is infinite, and that of the smallest numbers about −90. */
  @Test
  void statesOfWhichTheLogarithmIsTakenStay() {
    UpdateProgram program =
        new UpdateProgram(
            value().plus(state(0).log()), List.of(state(0).times(constant(0.5f)).plus(input(0))));
    FirstOrderOptimizer optimizer =
        new FirstOrderOptimizer() {
          @Override
          public List<String> stateNames() {
            return List.of("size");
          }

          @Override
          public Update update(Step step) {
            return Update.of(program, Map.of());
          }
        };
    assertArrayEquals(
        new float[] {1e-38f},
        after(optimizer, FLUSHED, 0, Map.of("size", new float[] {2e-38f})).get("size"));
  }

  @Test
  void aRestoredTrainingDoesTheSameInTheSameStep() {
    try (Steps whole = new Steps(HALVING, 1);
        Steps resumed = new Steps(HALVING, 1)) {
      Optimizer.State start =
          new Optimizer.State(FLUSHED - 2, Map.of("velocity", new float[] {3e-38f}));
      whole.session.restore(start);
      whole.session.step(() -> 0, 1);
      resumed.session.restore(whole.session.state());
      for (Steps steps : List.of(whole, resumed)) {
        steps.session.step(() -> 0, 1);
        steps.session.step(() -> 0, 1);
      }
      assertEquals(0, whole.session.state().vectors().get("velocity")[0]);
      assertEquals(0, resumed.session.state().vectors().get("velocity")[0]);
    }
  }

  /** The state after one step of a number, with the same gradient everywhere. */
  private static Map<String, float[]> after(
      Optimizer optimizer, int number, float gradient, Map<String, float[]> before) {
    int length = before.values().iterator().next().length;
    try (Steps steps = new Steps(optimizer, length)) {
      steps.gradients.fill(gradient);
      steps.session.restore(new Optimizer.State(number - 1, before));
      steps.session.step(() -> 0, 1);
      return steps.session.state().vectors();
    }
  }

  /** A session with what it works on. */
  private static final class Steps implements AutoCloseable {
    private final HostVector values;
    private final HostVector gradients;
    private final Optimizer.Session session;

    Steps(Optimizer optimizer, int length) {
      values = HostVector.allocate(length);
      gradients = HostVector.allocate(length);
      session = optimizer.start(List.of(new ParameterGroup(values, gradients, 1, true)));
    }

    @Override
    public void close() {
      session.close();
      gradients.close();
      values.close();
    }
  }
}
