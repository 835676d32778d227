package io.retort.core.tensor;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loss of rows as data: the value of one row as an expression of the student's elements (the
 * {@link Expression.Value}), the target's ({@link Expression.Input}, and {@link
 * Expression.TrueClass} where the target has classes), and of named numbers; a loss is its mean
 * over the rows. An accelerator makes a kernel of it. Numbers that differ between settings or move
 * by a schedule are named scalars, so that one program serves all of them.
 *
 * <p>The gradient is derived from the value, so that the two cannot disagree. Each expression is
 * either an element's, one for each place of the row, or the row's as a whole.
 */
public final class LossProgram {
  private final Expression value;
  private final Expression gradient;
  private final List<Expression> expressions;
  private final Set<Expression> elementwise;
  private final int targets;
  private final boolean classes;
  private final Scalars scalars;

  /**
   * A program.
   *
   * @param value the value of one row
   * @throws IllegalArgumentException if the value is an element's, does not depend on the student,
   *     or reads a state
   */
  public LossProgram(Expression value) {
    this.value = value;
    this.gradient = new Derivative(value).ofElement();
    this.expressions = Expression.inOrder(List.of(value, gradient));
    this.elementwise = Derivative.elementwise(expressions);
    if (elementwise.contains(value)) {
      throw new IllegalArgumentException(
          "The value is one of each element, not of the row; sum it over the row");
    }
    FreeVariables read = FreeVariables.of(expressions);
    if (read.states() > 0) {
      throw new IllegalArgumentException("A loss has no state, but its program reads one");
    }
    this.targets = read.inputs();
    this.classes = read.classes();
    this.scalars = read.scalars();
  }

  /**
   * The value of a row.
   *
   * @return an expression of the row
   */
  public Expression value() {
    return value;
  }

  /**
   * The derivative of the row's value with respect to one of its elements.
   *
   * @return an expression, nearly always of the element
   */
  public Expression gradient() {
    return gradient;
  }

  /**
   * All expressions of value and gradient, each object once and after those that it is made of.
   *
   * @return in an order in which they can be computed
   */
  public List<Expression> expressions() {
    return expressions;
  }

  /**
   * Whether an expression has a number for each element of a row.
   *
   * @param expression one of {@link #expressions}
   * @return false if it has one number for the row
   */
  public boolean isElementwise(Expression expression) {
    return elementwise.contains(expression);
  }

  /**
   * How many tensors of the target are read.
   *
   * @return at least 0
   */
  public int targets() {
    return targets;
  }

  /**
   * Whether the true class of a row is read.
   *
   * @return true if an expression is a {@link Expression.TrueClass}
   */
  public boolean readsClasses() {
    return classes;
  }

  /**
   * The numbers that each evaluation is given.
   *
   * @return their names, in the order of {@link #numbers}
   */
  public List<String> scalars() {
    return scalars.names();
  }

  /**
   * The numbers of one evaluation.
   *
   * @param named exactly {@link #scalars}
   * @return in the order of {@link #scalars}
   * @throws IllegalArgumentException naming a number that is missing or not wanted
   */
  public double[] numbers(Map<String, Double> named) {
    return scalars.numbers(named);
  }
}
