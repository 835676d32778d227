package io.retort.core.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A number for each place of a vector, as a function of what lies there in this and other vectors:
 * the language of an {@link UpdateProgram}, made of 32-bit operations, and of a {@link
 * LossProgram}, in which numbers may also belong to a row as a whole. An object that is used
 * several times is computed once.
 */
public sealed interface Expression {

  /** The vector that is updated; in a loss, the student's output. */
  record Value() implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.value(this);
    }
  }

  /**
   * A vector that is updated too.
   *
   * @param index which of them, from 0
   */
  record State(int index) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.state(this);
    }
  }

  /**
   * A vector that is only read; in a loss, one of the target's tensors.
   *
   * @param index which of them, from 0
   */
  record Input(int index) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /**
   * A number that is the same at all places, and given for each update.
   *
   * @param name its name
   */
  record Scalar(String name) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.scalar(this);
    }
  }

  /**
   * A number that never changes.
   *
   * @param value the number
   */
  record Constant(float value) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /**
   * A function of one number.
   *
   * @param function the function
   * @param of what it is taken of
   */
  record Unary(UnaryFunction function, Expression of) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of(of);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.unary(this);
    }
  }

  /**
   * A function of two numbers.
   *
   * @param function the function
   * @param left the first number
   * @param right the second number
   */
  record Binary(BinaryFunction function, Expression left, Expression right) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of(left, right);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /**
   * One of two numbers, of which the other may be anything, even none.
   *
   * @param condition decides by whether it is above 0; not if it is not a number
   * @param then the number where it is
   * @param otherwise the number elsewhere
   */
  record Where(Expression condition, Expression then, Expression otherwise) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of(condition, then, otherwise);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.where(this);
    }
  }

  /**
   * A number of a row, in losses alone.
   *
   * @param function what is made of the row's numbers
   * @param of the numbers
   */
  record OfRow(RowFunction function, Expression of) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of(of);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.ofRow(this);
    }
  }

  /** 1 at the true class of a row and 0 elsewhere, in losses alone. */
  record TrueClass() implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.trueClass(this);
    }
  }

  /** The number of elements of a row, in losses alone. */
  record RowLength() implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
      return visitor.rowLength(this);
    }
  }

  /**
   * What the number is made of.
   *
   * @return expressions, none for one that is given
   */
  List<Expression> operands();

  /**
   * Calls the method of a visitor that is for this kind of expression.
   *
   * @param visitor has one for each kind
   * @param <R> what it returns
   * @return what that returns
   */
  <R> R accept(ExpressionVisitor<R> visitor);

  /**
   * Expressions and all that they are made of, each object once and after its {@link #operands}.
   *
   * @param wanted the expressions
   * @return in an order in which they can be computed
   */
  static List<Expression> inOrder(List<Expression> wanted) {
    List<Expression> ordered = new ArrayList<>();
    Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.forEach(each -> visit(each, seen, ordered));
    return ordered;
  }

  private static void visit(Expression each, Set<Expression> seen, List<Expression> ordered) {
    if (seen.add(each)) {
      each.operands().forEach(operand -> visit(operand, seen, ordered));
      ordered.add(each);
    }
  }

  /**
   * The vector that is updated.
   *
   * @return its value before the update
   */
  static Expression value() {
    return new Value();
  }

  /**
   * A vector that is updated too.
   *
   * @param index which of them, from 0
   * @return its value before the update
   */
  static Expression state(int index) {
    return new State(index);
  }

  /**
   * A vector that is only read, such as the gradients.
   *
   * @param index which of them, from 0
   * @return its value
   */
  static Expression input(int index) {
    return new Input(index);
  }

  /**
   * A number that is given for each update.
   *
   * @param name its name
   * @return the number
   */
  static Expression scalar(String name) {
    return new Scalar(name);
  }

  /**
   * A number that never changes.
   *
   * @param value the number
   * @return the number
   */
  static Expression constant(float value) {
    return new Constant(value);
  }

  /**
   * A sum.
   *
   * @param other what is added
   * @return this + other
   */
  default Expression plus(Expression other) {
    return new Binary(BinaryFunction.SUM, this, other);
  }

  /**
   * A difference.
   *
   * @param other what is subtracted
   * @return this − other
   */
  default Expression minus(Expression other) {
    return new Binary(BinaryFunction.DIFFERENCE, this, other);
  }

  /**
   * A product.
   *
   * @param other the other factor
   * @return this · other
   */
  default Expression times(Expression other) {
    return new Binary(BinaryFunction.PRODUCT, this, other);
  }

  /**
   * A quotient.
   *
   * @param other the divisor
   * @return this / other
   */
  default Expression over(Expression other) {
    return new Binary(BinaryFunction.QUOTIENT, this, other);
  }

  /**
   * The larger of two numbers.
   *
   * @param other the other one
   * @return the maximum
   */
  default Expression max(Expression other) {
    return new Binary(BinaryFunction.MAXIMUM, this, other);
  }

  /**
   * The smaller of two numbers.
   *
   * @param other the other one
   * @return the minimum
   */
  default Expression min(Expression other) {
    return new Binary(BinaryFunction.MINIMUM, this, other);
  }

  /**
   * The square root.
   *
   * @return √this
   */
  default Expression sqrt() {
    return new Unary(UnaryFunction.SQUARE_ROOT, this);
  }

  /**
   * The absolute value.
   *
   * @return |this|
   */
  default Expression abs() {
    return new Unary(UnaryFunction.ABSOLUTE, this);
  }

  /**
   * The sign.
   *
   * @return −1, 0 or 1
   */
  default Expression sign() {
    return new Unary(UnaryFunction.SIGN, this);
  }

  /**
   * The negative.
   *
   * @return −this
   */
  default Expression negate() {
    return new Unary(UnaryFunction.NEGATIVE, this);
  }

  /**
   * The exponential function.
   *
   * @return e to the power of this
   */
  default Expression exp() {
    return new Unary(UnaryFunction.EXPONENTIAL, this);
  }

  /**
   * The natural logarithm.
   *
   * @return −∞ for 0, and not a number below
   */
  default Expression log() {
    return new Unary(UnaryFunction.LOGARITHM, this);
  }

  /**
   * The natural logarithm of a number that is close to 1.
   *
   * @return log(1 + this)
   */
  default Expression log1p() {
    return new Unary(UnaryFunction.LOGARITHM_OF_ONE_PLUS, this);
  }

  /**
   * Another number where this one is above 0.
   *
   * @param then the number there
   * @param otherwise the number elsewhere
   * @return one of the two
   */
  default Expression positive(Expression then, Expression otherwise) {
    return new Where(this, then, otherwise);
  }

  /**
   * The sum over the row.
   *
   * @return a number of the row
   */
  default Expression rowSum() {
    return new OfRow(RowFunction.SUM, this);
  }

  /**
   * The logarithm of the sum of the row's exponentials, by which softmax is normalised.
   *
   * @return a number of the row
   */
  default Expression rowLogSumExp() {
    return new OfRow(RowFunction.LOG_SUM_OF_EXPONENTIALS, this);
  }
}
