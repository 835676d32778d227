package io.retort.core.tensor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The derivative of a row's value with respect to its elements, by going backward through the
 * expressions of which the value is made. Where a function has a kink, it is the mean of the
 * derivatives on both sides.
 */
final class Derivative {
  private static final Expression ZERO = Expression.constant(0);
  private static final Expression ONE = Expression.constant(1);
  private static final Expression HALF = Expression.constant(0.5f);

  /** For each expression met so far, the derivative of the row's value with respect to it. */
  private final IdentityHashMap<Expression, Expression> slopes = new IdentityHashMap<>();

  private final Expression value;
  private final List<Expression> expressions;
  private final Set<Expression> elementwise;
  private final Set<Expression> variable;

  Derivative(Expression value) {
    this.value = value;
    this.expressions = Expression.inOrder(List.of(value));
    this.elementwise = elementwise(expressions);
    this.variable = madeOf(expressions, Expression.Value.class::isInstance, each -> false);
  }

  /** The expressions that have a number for each element. */
  static Set<Expression> elementwise(List<Expression> ordered) {
    return madeOf(
        ordered,
        each ->
            each instanceof Expression.Value
                || each instanceof Expression.Input
                || each instanceof Expression.TrueClass,
        Expression.OfRow.class::isInstance);
  }

  /** Some expressions and what is made of them, up to where it ends. */
  private static Set<Expression> madeOf(
      List<Expression> ordered, Predicate<Expression> some, Predicate<Expression> ends) {
    Set<Expression> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Expression each : ordered) {
      if (some.test(each)
          || (!ends.test(each) && each.operands().stream().anyMatch(found::contains))) {
        found.add(each);
      }
    }
    return found;
  }

  /** The derivative with respect to an element. */
  Expression ofElement() {
    slopes.put(value, ONE);
    Expression sum = ZERO;
    for (int i = expressions.size() - 1; i >= 0; i--) {
      Expression each = expressions.get(i);
      Expression slope = slopes.get(each);
      if (slope != null && each instanceof Expression.Value) {
        sum = plus(sum, slope);
      } else if (slope != null) {
        passOn(each, slope);
      }
    }
    if (sum == ZERO) {
      throw new IllegalArgumentException("The value does not depend on the student");
    }
    return sum;
  }

  /** Gives the operands of an expression their share of its slope. */
  private void passOn(Expression each, Expression slope) {
    if (each instanceof Expression.Unary unary) {
      add(each, unary.of(), through(unary, slope));
    } else if (each instanceof Expression.Binary binary) {
      through(binary, slope);
    } else if (each instanceof Expression.Where where) {
      add(each, where.then(), where.condition().positive(slope, ZERO));
      add(each, where.otherwise(), where.condition().positive(ZERO, slope));
    } else if (each instanceof Expression.OfRow row) {
      add(
          each,
          row.of(),
          row.function() == RowFunction.SUM
              ? slope
              // The derivative of the logarithm is softmax.
              : times(slope, row.of().minus(row).exp()));
    }
  }

  /** Adds what an expression gives to the slope of an operand. */
  private void add(Expression user, Expression operand, Expression more) {
    if (!variable.contains(operand) || more == ZERO) {
      return;
    }
    // A number of the row that many elements use has the sum of what they give.
    boolean used = elementwise.contains(user) || user instanceof Expression.OfRow;
    Expression own = used && !elementwise.contains(operand) ? more.rowSum() : more;
    slopes.merge(operand, own, Derivative::plus);
  }

  private static Expression through(Expression.Unary unary, Expression slope) {
    Expression x = unary.of();
    return switch (unary.function()) {
      case SQUARE_ROOT -> times(slope, HALF.over(unary));
      case ABSOLUTE -> times(slope, x.sign());
      case SIGN -> ZERO;
      case NEGATIVE -> slope.negate();
      case EXPONENTIAL -> times(slope, unary);
      case LOGARITHM -> slope.over(x);
      case LOGARITHM_OF_ONE_PLUS -> slope.over(ONE.plus(x));
    };
  }

  private void through(Expression.Binary binary, Expression slope) {
    Expression x = binary.left();
    Expression y = binary.right();
    switch (binary.function()) {
      case SUM -> both(binary, slope, slope);
      case DIFFERENCE -> both(binary, slope, slope.negate());
      case PRODUCT -> both(binary, times(slope, y), times(slope, x));
      case QUOTIENT -> both(binary, slope.over(y), times(slope, binary).over(y).negate());
      case MAXIMUM -> both(binary, times(slope, larger(x, y)), times(slope, larger(y, x)));
      case MINIMUM -> both(binary, times(slope, larger(y, x)), times(slope, larger(x, y)));
    }
  }

  private void both(Expression.Binary binary, Expression left, Expression right) {
    add(binary, binary.left(), left);
    add(binary, binary.right(), right);
  }

  /** 1 where x is larger than y, 0 where it is smaller, and half of it where they are equal. */
  private static Expression larger(Expression x, Expression y) {
    return HALF.plus(HALF.times(x.minus(y).sign()));
  }

  private static Expression plus(Expression left, Expression right) {
    return left == ZERO ? right : left.plus(right);
  }

  private static Expression times(Expression slope, Expression factor) {
    return slope == ONE ? factor : slope.times(factor);
  }
}
