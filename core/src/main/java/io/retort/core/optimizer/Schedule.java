package io.retort.core.optimizer;

/**
 * How a configured number changes in the course of training: a learning rate, the weight of a term,
 * a temperature. A schedule gives a factor by which the configured number is multiplied; it never
 * replaces it. Immutable.
 */
@FunctionalInterface
public interface Schedule {

  /** The configured number all the time. */
  Schedule CONSTANT = (step, steps) -> 1;

  /**
   * The factor at a step.
   *
   * @param step counts from 0
   * @param steps how many steps there are, above {@code step}
   * @return the factor, not negative
   */
  double factor(long step, long steps);
}
