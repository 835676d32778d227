package io.retort.core.progress;

/** In what a figure is given, which decides how people read it. */
public enum Unit {
  /** A part of a whole, from 0 to 1; shown in percent. */
  SHARE,
  /** The unit of the values that a head predicts, as the data has them. */
  OF_VALUES,
  /** None, or one that only the metric has, such as nats. */
  NONE
}
