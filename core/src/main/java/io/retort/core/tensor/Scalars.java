package io.retort.core.tensor;

import java.util.List;
import java.util.Map;

/**
 * The numbers that a program is given each time that it runs.
 *
 * @param names in the order in which the numbers are given
 */
record Scalars(List<String> names) {

  /** The numbers in their order. It is called at every step. */
  double[] numbers(Map<String, Double> named) {
    double[] numbers = new double[names.size()];
    boolean all = named.size() == numbers.length;
    for (int i = 0; all && i < numbers.length; i++) {
      Double number = named.get(names.get(i));
      all = number != null;
      numbers[i] = all ? number : 0;
    }
    if (!all) {
      throw new IllegalArgumentException(
          "The program wants the numbers " + names + ", and was given " + named.keySet());
    }
    return numbers;
  }
}
