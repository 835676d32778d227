package io.retort.core.tensor;

/**
 * A number for each place of a vector, as a function of what lies there in this and other vectors:
 * the language of an {@link UpdateProgram}, made of 32-bit operations. An object that is used
 * several times is computed once.
 */
public sealed interface Expression {

  /** The vector that is updated. */
  record Value() implements Expression {}

  /**
   * A vector that is updated too.
   *
   * @param index which of them, from 0
   */
  record State(int index) implements Expression {}

  /**
   * A vector that is only read.
   *
   * @param index which of them, from 0
   */
  record Input(int index) implements Expression {}

  /**
   * A number that is the same at all places, and given for each update.
   *
   * @param name its name
   */
  record Scalar(String name) implements Expression {}

  /**
   * A number that never changes.
   *
   * @param value the number
   */
  record Constant(float value) implements Expression {}

  /**
   * A function of one number.
   *
   * @param function the function
   * @param of what it is taken of
   */
  record Unary(UnaryFunction function, Expression of) implements Expression {}

  /**
   * A function of two numbers.
   *
   * @param function the function
   * @param left the first number
   * @param right the second number
   */
  record Binary(BinaryFunction function, Expression left, Expression right) implements Expression {}

  /** Functions of one number. */
  enum UnaryFunction {
    /** √x, rounded to 32 bits. */
    SQUARE_ROOT,
    /** |x|. */
    ABSOLUTE,
    /** −1, 0 or 1, with the sign of a zero kept. */
    SIGN,
    /** −x. */
    NEGATIVE
  }

  /** Functions of two numbers. */
  enum BinaryFunction {
    /** x + y. */
    SUM,
    /** x − y. */
    DIFFERENCE,
    /** x · y. */
    PRODUCT,
    /** x / y. */
    QUOTIENT,
    /** The larger one; not a number if one of them is none. */
    MAXIMUM,
    /** The smaller one; not a number if one of them is none. */
    MINIMUM
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
}
