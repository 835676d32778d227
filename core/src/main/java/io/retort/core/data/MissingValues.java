package io.retort.core.data;

/** What is done about a missing value in a table. */
public enum MissingValues {
  /** The table is refused. */
  ERROR,
  /** A number becomes its column's mean, a category its column's most frequent one. */
  FILL
}
