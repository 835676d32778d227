package io.retort.core.optimizer;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.tensor.BinaryFunction;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.UnaryFunction;
import io.retort.core.tensor.UpdateProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sets states below the smallest normal number to 0. Where no gradient arrives any more, a velocity
 * falls to {@link Float#MIN_NORMAL}, 1.2e-38, in some 800 steps, and never to 0: 0.9 times the four
 * smallest numbers is rounded to them again. Processors compute with such numbers many times slower
 * than with others.
 *
 * <p>What an update divides by may not become 0 before what it divides: a mean of 1e-20 over the
 * root of a mean square of 1e-38 is a short step, and over 0 and a tiny ε a very long one. A state
 * whose sign decides, or whose logarithm is taken, stays as it is.
 */
final class SubnormalFlush {
  /** In steps: in each of them it would take half as long again as the update itself. */
  static final int EVERY = 256;

  private static final float LARGEST_SUBNORMAL = Math.nextDown(Float.MIN_NORMAL);

  private final List<Expression> expressions;
  private final int states;
  private final int inputs;

  private SubnormalFlush(UpdateProgram program) {
    this.expressions = program.expressions();
    this.states = program.state().size();
    this.inputs = program.inputs();
  }

  /**
   * The program that does it, of the same vectors.
   *
   * @param update the update whose states they are
   * @return empty if none of them may be changed
   */
  static Optional<UpdateProgram> of(UpdateProgram update) {
    SubnormalFlush flush = new SubnormalFlush(update);
    List<Expression> after = IntStream.range(0, flush.states).mapToObj(flush::after).toList();
    return IntStream.range(0, flush.states).allMatch(i -> after.get(i).equals(state(i)))
        ? Optional.empty()
        : Optional.of(new UpdateProgram(value(), after));
  }

  private Expression after(int index) {
    Expression old = state(index);
    if (decides(old)) {
      return old;
    }
    Expression keep = isPositive(old.abs().minus(constant(LARGEST_SUBNORMAL)));
    return old.times(
        divides(old) ? divided().map(rest -> keep.max(isPositive(rest))).orElse(keep) : keep);
  }

  /**
   * 1 above 0 and 0 elsewhere, and what is not a number stays none. A branch would take the loop
   * the vector instructions. The smallest number is 2^−149.
   */
  private static Expression isPositive(Expression number) {
    Expression large = number.times(constant(0x1p127f)).times(constant(0x1p127f));
    return large.max(constant(0)).min(constant(1));
  }

  /** Whether more than the size of a state counts. */
  private boolean decides(Expression old) {
    return expressions.stream()
        .flatMap(SubnormalFlush::decisive)
        .anyMatch(each -> reads(each, old));
  }

  private static Stream<Expression> decisive(Expression each) {
    if (each instanceof Expression.Unary unary && tellsZero(unary.function())) {
      return Stream.of(unary.of());
    }
    return each instanceof Expression.Where where ? Stream.of(where.condition()) : Stream.empty();
  }

  /** Whether 0 gives something else than the smallest numbers do. */
  private static boolean tellsZero(UnaryFunction function) {
    return switch (function) {
      case SIGN, LOGARITHM -> true;
      case SQUARE_ROOT, ABSOLUTE, NEGATIVE, EXPONENTIAL, LOGARITHM_OF_ONE_PLUS -> false;
    };
  }

  private boolean divides(Expression old) {
    return expressions.stream()
        .anyMatch(
            each ->
                each instanceof Expression.Binary binary
                    && divides(binary.function())
                    && reads(binary.right(), old));
  }

  private static boolean divides(BinaryFunction function) {
    return switch (function) {
      case QUOTIENT -> true;
      case SUM, DIFFERENCE, PRODUCT, MAXIMUM, MINIMUM -> false;
    };
  }

  /** Above 0 where anything is left that an update may divide. */
  private Optional<Expression> divided() {
    Stream<Expression> others =
        IntStream.range(0, states).mapToObj(Expression::state).filter(old -> !divides(old));
    Stream<Expression> gradients = IntStream.range(0, inputs).mapToObj(Expression::input);
    return Stream.concat(others, gradients).map(Expression::abs).reduce(Expression::max);
  }

  private static boolean reads(Expression expression, Expression old) {
    return Expression.inOrder(List.of(expression)).contains(old);
  }
}
