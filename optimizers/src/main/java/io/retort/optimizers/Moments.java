package io.retort.optimizers;

import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.state;

import io.retort.core.tensor.Expression;
import java.util.HashMap;
import java.util.Map;

/**
 * What Adam and those that follow it share: the running means of the gradient (state 0) and of its
 * square (state 1), as they are after a step.
 */
final class Moments {
  private Moments() {}

  /** {@code β₁·m + (1 − β₁)·g}. */
  static Expression mean() {
    return scalar("keep-mean").times(state(0)).plus(scalar("take-mean").times(input(0)));
  }

  /** {@code β₂·v + (1 − β₂)·g²}. */
  static Expression square() {
    Expression g = input(0);
    return scalar("keep-square").times(state(1)).plus(scalar("take-square").times(g).times(g));
  }

  /** {@code √(v/(1 − β₂ᵗ)) + ε}. */
  static Expression divisor(Expression square) {
    return square.sqrt().times(scalar("root-scale")).plus(scalar("epsilon"));
  }

  /**
   * The numbers of these expressions.
   *
   * @param step counts from 1
   * @return a map to which a program's own numbers can be added
   */
  static Map<String, Double> numbers(double beta1, double beta2, double epsilon, double step) {
    Map<String, Double> numbers = new HashMap<>();
    numbers.put("keep-mean", beta1);
    numbers.put("take-mean", 1 - beta1);
    numbers.put("keep-square", beta2);
    numbers.put("take-square", 1 - beta2);
    numbers.put("root-scale", 1 / Math.sqrt(1 - Math.pow(beta2, step)));
    numbers.put("epsilon", epsilon);
    return numbers;
  }
}
