package io.retort.core.tensor;

/** Functions of one number. */
public enum UnaryFunction {
  /** √x, rounded to 32 bits. */
  SQUARE_ROOT,
  /** |x|. */
  ABSOLUTE,
  /** −1, 0 or 1, with the sign of a zero kept. */
  SIGN,
  /** −x. */
  NEGATIVE,
  /** e to the power of x. */
  EXPONENTIAL,
  /** The natural logarithm: −∞ for 0, and not a number below. */
  LOGARITHM,
  /** log(1 + x), exact for small x. */
  LOGARITHM_OF_ONE_PLUS
}
