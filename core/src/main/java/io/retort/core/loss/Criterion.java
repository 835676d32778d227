package io.retort.core.loss;

import java.util.Set;

/**
 * What a term of a training minimises: how far outputs of a student are from targets. Nearly all
 * are a {@link Loss}, which compares one output with one target. A criterion may also compare
 * several at once, have parameters that are trained together with the student, and remember things
 * from step to step. It is immutable; what belongs to one training lives in its {@link
 * CriterionSession}.
 */
public interface Criterion {

  /**
   * The targets that this criterion can compare with. A pairing outside of them is refused before
   * training starts.
   *
   * @return at least one kind; with several targets, the kinds of all of them
   */
  Set<TargetKind> accepts();

  /**
   * Whether the samples of a batch are compared with each other, so that the value is not the mean
   * of what each sample gives by itself. A training in batches of one is then refused, and so is
   * one whose samples have weights. Of other criteria, samples of different weights are evaluated
   * apart, and the means added with their shares of all weights.
   *
   * @return false unless overridden
   */
  default boolean relatesSamples() {
    return false;
  }

  /**
   * Whether output and target must have one shape, so that a strategy which compares layers of
   * different widths has to put an adapter between them.
   *
   * @return true unless overridden
   */
  default boolean needsEqualShapes() {
    return true;
  }

  /**
   * Starts a training.
   *
   * @param setting what will be compared
   * @return a session that the caller closes
   * @throws IllegalArgumentException saying what is wrong if outputs and targets do not fit; so may
   *     the first evaluation
   */
  CriterionSession start(CriterionSetting setting);
}
