package io.retort.core.tensor;

/**
 * Functions of all numbers of a row; one that belongs to the row itself counts for each element.
 */
public enum RowFunction {
  /** Their sum. */
  SUM,
  /** {@code m + log Σ exp(x_i − m)} with their maximum m, so that no exponential overflows. */
  LOG_SUM_OF_EXPONENTIALS
}
