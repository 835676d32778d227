package io.retort.core.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstOrderSessionTest {

  /** {@code m = m/2 + g; x = x − 0.5·rate·m}, and a note of every step. */
  private static final class HalfMomentum implements FirstOrderOptimizer {
    private final List<Step> asked = new ArrayList<>();

    @Override
    public List<String> stateNames() {
      return List.of("momentum");
    }

    @Override
    public Update update(Step step) {
      asked.add(step);
      float rate = (float) (0.5 * step.rateFactor());
      return Update.of(
          (x, state, inputs, count) -> {
            for (int i = 0; i < count; i++) {
              state[0][i] = state[0][i] / 2 + inputs[0][i];
              x[i] -= rate * state[0][i];
            }
          });
    }
  }

  private final HostVector values = HostVector.allocate(4);
  private final HostVector gradients = HostVector.allocate(4);
  private final List<ParameterGroup> groups =
      List.of(
          new ParameterGroup(values.slice(0, 1), gradients.slice(0, 1), 1, true),
          new ParameterGroup(values.slice(2, 2), gradients.slice(2, 2), 0.5, false));

  /** f = Σ x, so that every gradient is 1. */
  private double sum() {
    gradients.fill(1);
    double sum = 0;
    for (float x : values()) {
      sum += x;
    }
    return sum;
  }

  @Test
  void stepUpdatesEveryGroupAndNothingElse() {
    try (Optimizer.Session session = new HalfMomentum().start(groups)) {
      session.step(this::sum, 1);
      // Rates 0.5 and 0.25; the second value is in no group.
      assertArrayEquals(new float[] {-0.5f, 0, -0.25f, -0.25f}, values());
      session.step(this::sum, 2);
      // The momentum is 1.5, the rates are doubled.
      assertArrayEquals(new float[] {-2, 0, -1, -1}, values());
    }
  }

  @Test
  void ruleLearnsStepRateAndDecay() {
    HalfMomentum optimizer = new HalfMomentum();
    try (Optimizer.Session session = optimizer.start(groups)) {
      session.step(this::sum, 1);
      session.step(this::sum, 0.1);
    }
    assertEquals(
        List.of(
            new FirstOrderOptimizer.Step(1, 1, true),
            new FirstOrderOptimizer.Step(1, 0.5, false),
            new FirstOrderOptimizer.Step(2, 0.1, true),
            new FirstOrderOptimizer.Step(2, 0.05, false)),
        optimizer.asked);
  }

  @Test
  void aRestoredSessionContinuesExactly() {
    float[] expected;
    float[] middle;
    Optimizer.State state;
    try (Optimizer.Session session = new HalfMomentum().start(groups)) {
      session.step(this::sum, 1);
      session.step(this::sum, 1);
      state = session.state();
      middle = values();
      session.step(this::sum, 1);
      expected = values();
    }
    assertEquals(2, state.step());
    assertArrayEquals(new float[] {1.5f, 1.5f, 1.5f}, state.vectors().get("momentum"));
    HalfMomentum fresh = new HalfMomentum();
    try (Optimizer.Session session = fresh.start(groups)) {
      values.write(0, middle);
      session.restore(state);
      session.step(this::sum, 1);
    }
    assertArrayEquals(expected, values());
    assertEquals(3, fresh.asked.get(0).number());
  }

  @Test
  void stateIsACopy() {
    try (Optimizer.Session session = new HalfMomentum().start(groups)) {
      session.step(this::sum, 1);
      Optimizer.State state = session.state();
      session.step(this::sum, 1);
      assertArrayEquals(new float[] {1, 1, 1}, state.vectors().get("momentum"));
    }
  }

  @Test
  void stateOfAnotherOptimizerOrNetworkIsRefused() {
    try (Optimizer.Session session = new HalfMomentum().start(groups)) {
      for (Map<String, float[]> vectors :
          List.<Map<String, float[]>>of(
              Map.of(),
              Map.of("velocity", new float[3]),
              Map.of("momentum", new float[4]),
              Map.of("momentum", new float[3], "second", new float[3]))) {
        String message =
            assertThrows(
                    IllegalArgumentException.class,
                    () -> session.restore(new Optimizer.State(1, vectors)))
                .getMessage();
        assertTrue(message.contains("[momentum]") && message.contains("3 values"), message);
      }
    }
  }

  private float[] values() {
    float[] copy = new float[4];
    values.read(0, copy);
    return copy;
  }
}
