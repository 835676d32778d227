package io.retort.core.optimizer;

import io.retort.core.tensor.UpdateRule;
import java.util.List;

/** An optimizer that looks at the gradient once and updates each parameter for itself. */
public interface FirstOrderOptimizer extends Optimizer {

  /**
   * The vectors that the update rule remembers, in the order in which it receives them.
   *
   * @return their names, such as {@code momentum}; all start at 0
   */
  List<String> stateNames();

  /**
   * The update of one step. The rule receives the parameters, the vectors of {@link #stateNames},
   * and the gradients as its only input.
   *
   * @param step which step, and how it is scaled
   * @return the rule
   */
  UpdateRule rule(Step step);

  @Override
  default long stateVectors() {
    return stateNames().size();
  }

  @Override
  default Session start(List<ParameterGroup> groups) {
    return new FirstOrderSession(this, groups);
  }

  /**
   * What a rule depends on.
   *
   * @param number counts from 1
   * @param rateFactor multiplies the learning rate: the schedule's factor times the group's
   * @param decay whether weight decay applies to these parameters
   */
  record Step(long number, double rateFactor, boolean decay) {}
}
