package io.retort.core.tensor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers that a program is given each time that it runs.
 *
 * @param names in the order in which the numbers are given
 */
record Scalars(List<String> names) {

  /** Those that are named in expressions, in the order in which they are first named. */
  static Scalars in(List<Expression> expressions) {
    Set<String> names = new LinkedHashSet<>();
    for (Expression each : expressions) {
      if (each instanceof Expression.Scalar scalar) {
        names.add(scalar.name());
      }
    }
    return new Scalars(List.copyOf(names));
  }

  /** The numbers in their order. */
  double[] numbers(Map<String, Double> named) {
    if (named.size() != names.size() || !named.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "The program wants the numbers " + names + ", and was given " + named.keySet());
    }
    return names.stream().mapToDouble(named::get).toArray();
  }
}
