package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.retort.core.tensor.Tensor;

/**
 * Compares a gradient with central differences of the function's own values.
 *
 * <p>The point is moved to multiples of 2⁻¹⁰ and the steps are 2⁻¹⁰ and 2⁻⁹, so that each step is
 * exact in 32 bits and only the function's value, a {@code double}, is rounded. The two steps are
 * combined so that the truncation error is of fourth order.
 */
public final class GradientCheck {
  private static final float STEP = 0x1p-10f;
  private static final double ABSOLUTE_TOLERANCE = 1e-7;
  private static final double RELATIVE_TOLERANCE = 1e-6;

  /** The largest magnitude at which a 32-bit number can still be moved by a step. */
  private static final float LARGEST = 0x1p14f - 1;

  /** A function of a tensor that also gives its gradient. */
  @FunctionalInterface
  public interface Function {

    /**
     * Evaluates the function.
     *
     * @param at where
     * @param gradient overwritten with the gradient, of the shape of {@code at}
     * @return the value, computed in double precision
     */
    double evaluate(Tensor at, Tensor gradient);
  }

  private GradientCheck() {}

  /**
   * Fails unless the gradient is that of the function, to 1e-6 of itself and 1e-7.
   *
   * @param where what is being checked, for the message
   * @param function the function, smooth around the point
   * @param at the point, of magnitude below 16,384; it is left at multiples of 2⁻¹⁰
   */
  public static void assertGradient(String where, Function function, Tensor at) {
    int elements = at.shape().elements();
    for (int i = 0; i < elements; i++) {
      float value = Math.max(-LARGEST, Math.min(LARGEST, at.get(i)));
      at.set(i, Math.round(value / STEP) * STEP);
    }
    try (Tensor gradient = Tensor.allocate(at.shape());
        Tensor ignored = Tensor.allocate(at.shape())) {
      double value = function.evaluate(at, gradient);
      for (int i = 0; i < elements; i++) {
        double expected = difference(function, at, i, ignored);
        // The value's own rounding, as the difference quotient magnifies it.
        double rounding = 64 * Math.ulp(value) / STEP;
        double tolerance = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected) + rounding;
        if (!(Math.abs(gradient.get(i) - expected) <= tolerance)) {
          fail(
              "%s: the gradient is not the derivative of the value, element %d is %s instead of %s"
                  .formatted(where, i, gradient.get(i), expected));
        }
      }
    }
  }

  private static double difference(Function function, Tensor at, int i, Tensor ignored) {
    float value = at.get(i);
    double[] values = new double[5];
    for (int step = -2; step <= 2; step++) {
      if (step != 0) {
        at.set(i, value + step * STEP);
        values[step + 2] = function.evaluate(at, ignored);
      }
    }
    at.set(i, value);
    return (8 * (values[3] - values[1]) - (values[4] - values[0])) / (12 * STEP);
  }
}
