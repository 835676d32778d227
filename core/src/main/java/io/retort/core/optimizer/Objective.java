package io.retort.core.optimizer;

/**
 * The function that an optimizer minimises: a loss on one batch, as a function of the parameters.
 */
@FunctionalInterface
public interface Objective {

  /**
   * Evaluates the function where the parameters are now.
   *
   * @return its value; its gradient lies in the {@link ParameterGroup#gradients} afterwards. From
   *     the second evaluation of a step on, a value that is not finite is returned as it is, and
   *     the gradients are then undefined
   */
  double evaluate();

  /**
   * Fills the gradients as {@link #evaluate} does, for those who do not ask for the value: on an
   * accelerator, nothing then waits for it.
   */
  default void differentiate() {
    evaluate();
  }
}
