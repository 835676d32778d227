package io.retort.core.optimizer;

import io.retort.core.tensor.Update;
import java.util.List;

/** An optimizer that looks at the gradient once and updates each parameter for itself. */
public interface FirstOrderOptimizer extends Optimizer {

  /**
   * The vectors that the update remembers, in the order in which it receives them.
   *
   * <p>Every 256 steps, values below the smallest normal number, {@link Float#MIN_NORMAL}, become 0
   * in vectors that a program updates: where no gradient arrives, they would stay there for ever,
   * and processors compute with them many times slower than with others. What the program divides
   * by keeps them until what it divides is 0, and what it takes the sign or the logarithm of keeps
   * them always.
   *
   * @return their names, such as {@code momentum}; all start at 0
   */
  List<String> stateNames();

  /**
   * The update of one step. It receives the parameters, the vectors of {@link #stateNames}, and the
   * gradients as its only input.
   *
   * @param step which step, and how it is scaled
   * @return a program, the same for all steps, with the numbers of this one; or a loop in Java,
   *     which is slow on backends whose vectors are not in the host's memory
   */
  Update update(Step step);

  @Override
  default long stateVectors() {
    return stateNames().size();
  }

  @Override
  default Session start(List<ParameterGroup> groups) {
    return new FirstOrderSession(this, groups);
  }

  /**
   * What an update depends on.
   *
   * @param number counts from 1
   * @param rateFactor multiplies the learning rate: the schedule's factor times the group's
   * @param decay whether weight decay applies to these parameters
   */
  record Step(long number, double rateFactor, boolean decay) {}
}
