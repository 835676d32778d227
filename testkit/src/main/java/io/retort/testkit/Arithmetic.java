package io.retort.testkit;

import io.retort.core.tensor.BinaryFunction;
import io.retort.core.tensor.UnaryFunction;

/** The functions of expressions in double precision. */
final class Arithmetic {
  private Arithmetic() {}

  static double apply(UnaryFunction function, double x) {
    return switch (function) {
      case SQUARE_ROOT -> Math.sqrt(x);
      case ABSOLUTE -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case NEGATIVE -> -x;
      case EXPONENTIAL -> Math.exp(x);
      case LOGARITHM -> Math.log(x);
      case LOGARITHM_OF_ONE_PLUS -> Math.log1p(x);
    };
  }

  static double apply(BinaryFunction function, double x, double y) {
    return switch (function) {
      case SUM -> x + y;
      case DIFFERENCE -> x - y;
      case PRODUCT -> x * y;
      case QUOTIENT -> x / y;
      case MAXIMUM -> Math.max(x, y);
      case MINIMUM -> Math.min(x, y);
    };
  }

  static double where(double condition, double then, double otherwise) {
    return condition > 0 ? then : otherwise;
  }
}
