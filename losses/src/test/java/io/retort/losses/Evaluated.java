package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;

/** What a loss says of one batch. */
record Evaluated(double value, float[] gradient) {

  static Evaluated of(Loss loss, Tensor student, Target target) {
    try (Tensor gradient = Tensor.allocate(student.shape())) {
      return new Evaluated(loss.evaluate(student, target, gradient), gradient.toArray());
    }
  }

  /** A tensor {@code [rows, values]}, the values given in double precision. */
  static Tensor rows(double[]... rows) {
    Tensor tensor = Tensor.allocate(Shape.of(rows.length, rows[0].length));
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < rows[row].length; i++) {
        tensor.set(row * rows[row].length + i, (float) rows[row][i]);
      }
    }
    return tensor;
  }

  static double[] row(double... values) {
    return values;
  }

  /** Logits whose softmax is proportional to the weights. */
  static double[] logs(double... weights) {
    double[] logs = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      logs[i] = Math.log(weights[i]);
    }
    return logs;
  }

  void assertValue(double expected) {
    assertEquals(expected, value, 1e-6 * Math.max(1, Math.abs(expected)));
  }

  void assertGradient(double... expected) {
    assertEquals(expected.length, gradient.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], gradient[i], 1e-6, "element " + i);
    }
  }

  void assertFinite() {
    assertTrue(Double.isFinite(value), "value " + value);
    for (float slope : gradient) {
      assertTrue(Float.isFinite(slope), "gradient " + slope);
    }
  }

  void assertSameAs(Evaluated other) {
    assertValue(other.value);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(other.gradient[i], gradient[i], 1e-6, "element " + i);
    }
  }
}
