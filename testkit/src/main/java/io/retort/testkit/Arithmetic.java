package io.retort.testkit;

import io.retort.core.tensor.BinaryFunction;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.UnaryFunction;

/** The functions of expressions in double precision. */
final class Arithmetic {
  private Arithmetic() {}

  /** What an expression makes of its operands. */
  static double apply(Expression expression, double... operands) {
    if (expression instanceof Expression.Unary unary) {
      return apply(unary.function(), operands[0]);
    } else if (expression instanceof Expression.Binary binary) {
      return apply(binary.function(), operands[0], operands[1]);
    } else if (expression instanceof Expression.Where) {
      return operands[0] > 0 ? operands[1] : operands[2];
    }
    throw new IllegalArgumentException("Not a function of numbers: " + expression);
  }

  private static double apply(UnaryFunction function, double x) {
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

  private static double apply(BinaryFunction function, double x, double y) {
    return switch (function) {
      case SUM -> x + y;
      case DIFFERENCE -> x - y;
      case PRODUCT -> x * y;
      case QUOTIENT -> x / y;
      case MAXIMUM -> Math.max(x, y);
      case MINIMUM -> Math.min(x, y);
    };
  }
}
