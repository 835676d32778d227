package io.retort.strategies;

import io.retort.core.loss.Criterion;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;

/**
 * The student sees the teacher's outputs alone.
 *
 * @param target the whole distribution, or the most likely class
 * @param loss the loss against the whole distribution
 */
public record SoftLabelSettings(
    @Doc("What the student learns: the teacher's whole distribution, or its most likely class.")
        @Default("distribution")
        SoftTarget target,
    @Doc(
            "The loss against the teacher's whole output; the most likely class uses the loss of"
                + " true labels.")
        @Default("{kind: distillation}")
        Criterion loss) {

  /** Which part of the teacher's output is the target. */
  public enum SoftTarget {
    /** All of it. */
    DISTRIBUTION,
    /** The class with the highest probability. */
    MOST_LIKELY
  }
}
