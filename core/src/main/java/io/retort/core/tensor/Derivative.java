package io.retort.core.tensor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

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
  private Expression sum = ZERO;

  Derivative(Expression value) {
    this.value = value;
    this.expressions = Expression.inOrder(List.of(value));
    this.elementwise = elementwise(expressions);
    this.variable = variable(expressions);
  }

  /** The expressions that have a number for each element. */
  static Set<Expression> elementwise(List<Expression> ordered) {
    return found(ordered, (each, before) -> each.accept(new Elementwise(before)));
  }

  /** The student's elements, and what is made of them. */
  private static Set<Expression> variable(List<Expression> ordered) {
    return found(
        ordered,
        (each, before) ->
            each instanceof Expression.Value
                || each.operands().stream().anyMatch(before::contains));
  }

  /** The expressions of which something is true that is known of their operands before. */
  private static Set<Expression> found(
      List<Expression> ordered, BiPredicate<Expression, Set<Expression>> property) {
    Set<Expression> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Expression each : ordered) {
      if (property.test(each, found)) {
        found.add(each);
      }
    }
    return found;
  }

  /** The derivative with respect to an element. */
  Expression ofElement() {
    slopes.put(value, ONE);
    for (int i = expressions.size() - 1; i >= 0; i--) {
      Expression slope = slopes.get(expressions.get(i));
      if (slope != null) {
        expressions.get(i).accept(new PassedOn(slope));
      }
    }
    if (sum == ZERO) {
      throw new IllegalArgumentException("The value does not depend on the student");
    }
    return sum;
  }

  /** Gives the operands of an expression their share of its slope. */
  private final class PassedOn implements ExpressionVisitor<Void> {
    private final Expression slope;

    PassedOn(Expression slope) {
      this.slope = slope;
    }

    @Override
    public Void value(Expression.Value element) {
      sum = plus(sum, slope);
      return null;
    }

    @Override
    public Void state(Expression.State state) {
      return null;
    }

    @Override
    public Void input(Expression.Input input) {
      return null;
    }

    @Override
    public Void scalar(Expression.Scalar scalar) {
      return null;
    }

    @Override
    public Void constant(Expression.Constant constant) {
      return null;
    }

    @Override
    public Void unary(Expression.Unary unary) {
      return share(unary, unary.of(), through(unary, slope));
    }

    @Override
    public Void binary(Expression.Binary binary) {
      Expression x = binary.left();
      Expression y = binary.right();
      return switch (binary.function()) {
        case SUM -> both(binary, slope, slope);
        case DIFFERENCE -> both(binary, slope, slope.negate());
        case PRODUCT -> both(binary, times(slope, y), times(slope, x));
        case QUOTIENT -> both(binary, slope.over(y), times(slope, binary).over(y).negate());
        case MAXIMUM -> both(binary, times(slope, larger(x, y)), times(slope, larger(y, x)));
        case MINIMUM -> both(binary, times(slope, larger(y, x)), times(slope, larger(x, y)));
      };
    }

    private Void both(Expression.Binary binary, Expression left, Expression right) {
      share(binary, binary.left(), left);
      return share(binary, binary.right(), right);
    }

    @Override
    public Void where(Expression.Where where) {
      share(where, where.then(), where.condition().positive(slope, ZERO));
      return share(where, where.otherwise(), where.condition().positive(ZERO, slope));
    }

    @Override
    public Void ofRow(Expression.OfRow row) {
      Expression more =
          switch (row.function()) {
            case SUM -> slope;
            // The derivative of the logarithm is softmax.
            case LOG_SUM_OF_EXPONENTIALS -> times(slope, row.of().minus(row).exp());
          };
      add(row.of(), more, true);
      return null;
    }

    @Override
    public Void trueClass(Expression.TrueClass trueClass) {
      return null;
    }

    @Override
    public Void rowLength(Expression.RowLength length) {
      return null;
    }

    private Void share(Expression user, Expression operand, Expression more) {
      add(operand, more, elementwise.contains(user));
      return null;
    }
  }

  /**
   * Adds what an expression gives to the slope of an operand.
   *
   * @param each whether the expression uses the operand for each element
   */
  private void add(Expression operand, Expression more, boolean each) {
    if (!variable.contains(operand) || more == ZERO) {
      return;
    }
    // A number of the row that many elements use has the sum of what they give.
    Expression own = each && !elementwise.contains(operand) ? more.rowSum() : more;
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
