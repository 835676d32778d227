package com.acme.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.LossContract;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnnealedLogitsTest {

  @Nested
  class Cold extends Contract {
    Cold() {
      super(1);
    }
  }

  @Nested
  class Warm extends Contract {
    Warm() {
      super(4);
    }
  }

  /** Only at temperature 1 the student is to come as far as its teacher. */
  private abstract static class Contract extends LossContract<AnnealedLogits> {
    private final double temperature;

    Contract(double temperature) {
      this.temperature = temperature;
    }

    @Override
    protected LossProvider<AnnealedLogits> provider() {
      return new AnnealedLogitsProvider();
    }

    @Override
    protected AnnealedLogits configuration() {
      return new AnnealedLogits(temperature, 5);
    }

    @Override
    protected boolean isMatchingLoss() {
      return temperature == 1;
    }

    /** When nothing of the teacher is left, the squares of the student's own outputs count. */
    @Override
    protected double[] gradientAtHighTemperature(LogitRow row) {
      return Arrays.stream(row.student()).map(z -> 2 * z / row.student().length).toArray();
    }
  }

  @Test
  void atTheHottestTemperatureTheTeacherIsDividedByIt() {
    // 1/5 of (10, 0) is (2, 0): the differences are 1 and 4, and the mean square is 8.5.
    Shape shape = Shape.of(1, 2);
    try (Tensor student = Tensor.of(shape, 3, 4);
        Tensor teacher = Tensor.of(shape, 10, 0);
        Tensor gradient = Tensor.allocate(shape)) {
      AnnealedLogits loss = new AnnealedLogits(1, 5).withTemperature(5);
      assertEquals(8.5, loss.evaluate(student, new Target.Logits(teacher), gradient), 1e-6);
      assertArrayEquals(new float[] {1, 4}, gradient.toArray(), 1e-6f);
    }
  }
}
