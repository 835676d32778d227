package io.retort.core.data;

/** What becomes of a category that none of the rows had from which the encoding was made. */
public enum UnknownCategory {
  /** It is an error. */
  REFUSE,
  /** It is none of the known categories: 0 for each of them. */
  IGNORE,
  /** There is one more value, which is 1 for every unknown category. */
  OWN
}
