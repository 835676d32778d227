package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.retort.core.tensor.Tensor;
import java.util.function.ToDoubleFunction;

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

  /** A gradient is a difference of numbers around 1, each of which 32 bits know to 1e-7. */
  private static final double TOLERANCE_IN_32_BITS = 1e-6;

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
    try (Tensor ignored = Tensor.allocate(at.shape())) {
      compare(where, function, moved -> function.evaluate(moved, ignored), false, at);
    }
  }

  /**
   * Fails unless a gradient that is computed in 32 bits is that of a function whose values are
   * computed in another way, to 1e-6 of the largest element and 1e-6.
   *
   * @param where what is being checked, for the message
   * @param gradient gives the gradient; its own value is not looked at
   * @param value the function in double precision, smooth around the point
   * @param at the point, of magnitude below 16,384; it is left at multiples of 2⁻¹⁰
   */
  static void assertGradient(
      String where, Function gradient, ToDoubleFunction<Tensor> value, Tensor at) {
    compare(where, gradient, value, true, at);
  }

  private static void compare(
      String where,
      Function function,
      ToDoubleFunction<Tensor> value,
      boolean in32Bits,
      Tensor at) {
    int elements = at.shape().elements();
    for (int i = 0; i < elements; i++) {
      float moved = Math.max(-LARGEST, Math.min(LARGEST, at.get(i)));
      at.set(i, Math.round(moved / STEP) * STEP);
    }
    try (Tensor gradient = Tensor.allocate(at.shape())) {
      function.evaluate(at, gradient);
      double largest = 0;
      double[] expected = new double[elements];
      for (int i = 0; i < elements; i++) {
        expected[i] = difference(value, at, i);
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      // The value's own rounding, as the difference quotient magnifies it.
      double rounding = 64 * Math.ulp(value.applyAsDouble(at)) / STEP;
      for (int i = 0; i < elements; i++) {
        double tolerance =
            in32Bits
                ? TOLERANCE_IN_32_BITS * (1 + largest)
                : ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected[i]);
        if (!(Math.abs(gradient.get(i) - expected[i]) <= tolerance + rounding)) {
          fail(
              "%s: the gradient is not the derivative of the value, element %d is %s instead of %s"
                  .formatted(where, i, gradient.get(i), expected[i]));
        }
      }
    }
  }

  private static double difference(ToDoubleFunction<Tensor> function, Tensor at, int i) {
    float value = at.get(i);
    double[] values = new double[5];
    for (int step = -2; step <= 2; step++) {
      if (step != 0) {
        at.set(i, value + step * STEP);
        values[step + 2] = function.applyAsDouble(at);
      }
    }
    at.set(i, value);
    return (8 * (values[3] - values[1]) - (values[4] - values[0])) / (12 * STEP);
  }
}
