package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import java.util.List;

/** One parameter that starts at 1 and is given the gradients that a test has chosen. */
final class SingleParameterSteps {

  private SingleParameterSteps() {}

  /** Makes a step for each gradient and compares the parameter after each of them. */
  static void assertSteps(
      Optimizer optimizer, double factor, boolean decay, double[] gradients, double... expected) {
    try (HostVector parameter = HostVector.allocate(1);
        HostVector gradient = HostVector.allocate(1);
        Optimizer.Session session =
            optimizer.start(List.of(new ParameterGroup(parameter, gradient, 1, decay)))) {
      parameter.fill(1);
      double[] actual = new double[gradients.length];
      for (int i = 0; i < gradients.length; i++) {
        float g = (float) gradients[i];
        session.step(
            () -> {
              gradient.fill(g);
              return 0;
            },
            factor);
        float[] now = new float[1];
        parameter.read(0, now);
        actual[i] = now[0];
      }
      assertArrayEquals(expected, actual, 1e-6);
    }
  }

  static void assertSteps(Optimizer optimizer, double[] gradients, double... expected) {
    assertSteps(optimizer, 1, true, gradients, expected);
  }
}
