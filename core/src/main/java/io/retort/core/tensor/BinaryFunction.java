package io.retort.core.tensor;

/** Functions of two numbers. */
public enum BinaryFunction {
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
