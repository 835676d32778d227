package io.retort.core.optimizer;

import java.util.List;
import java.util.Map;

/**
 * A way to minimise a function. An optimizer is an immutable recipe; what it remembers from step to
 * step lives in the {@link Session}, one for each training. First-order optimizers implement {@link
 * FirstOrderOptimizer} instead.
 */
public interface Optimizer {

  /**
   * Starts a training.
   *
   * @param groups the parameters, in ranges that do not overlap
   * @return a session that the caller closes
   */
  Session start(List<ParameterGroup> groups);

  /**
   * The learning rate before any schedule, by which optimizers of one kind are compared.
   *
   * @return the rate, or not a number for an optimizer without one
   */
  default double learningRate() {
    return Double.NaN;
  }

  /**
   * How many vectors as long as the parameters a session keeps, by which a training that memory
   * cannot hold is refused before it begins.
   *
   * @return as many as it has at most, or fewer; 0 unless overridden
   */
  default long stateVectors() {
    return 0;
  }

  /** One training's memory. Not thread-safe. */
  interface Session extends AutoCloseable {

    /**
     * Makes one step.
     *
     * @param objective evaluated once, or several times at different parameters
     * @param rateFactor the schedule's factor for the learning rate at this step
     */
    void step(Objective objective, double rateFactor);

    /**
     * What the session remembers.
     *
     * @return a copy
     */
    State state();

    /**
     * Goes back to what a session of the same optimizer and parameters remembered. The parameters
     * themselves are not touched.
     *
     * @param state the state
     * @throws IllegalArgumentException if it belongs to another optimizer or other parameters
     */
    void restore(State state);

    /** Frees the memory. */
    @Override
    void close();
  }

  /**
   * A session's memory as plain data.
   *
   * @param step the number of steps made
   * @param vectors named vectors, such as {@code momentum}, over all groups in their order, and
   *     what else the optimizer remembers
   */
  record State(long step, Map<String, float[]> vectors) {
    public State {
      vectors = Map.copyOf(vectors);
    }
  }
}
