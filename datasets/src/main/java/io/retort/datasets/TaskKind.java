package io.retort.datasets;

/** What a data set's answers are. */
public enum TaskKind {
  /** One class out of several. */
  SINGLE_LABEL,
  /** Any number of labels. */
  MULTI_LABEL,
  /** Numbers. */
  REGRESSION
}
