package io.retort.core.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the gradients of several objectives become the one direction in which shared parameters move.
 * The objectives of a network that learns are its outputs: all terms that look at one node are one
 * objective. An immutable recipe; what it remembers lives in the {@link Session}.
 */
@FunctionalInterface
public interface GradientCombination {

  /** The plain sum: every objective counts as its terms' weights say. */
  GradientCombination SUM =
      (objectives, seed) ->
          step -> {
            double[] ones = new double[step.count()];
            Arrays.fill(ones, 1);
            return ones;
          };

  /**
   * Starts a stage of training.
   *
   * @param objectives the names of the objectives: the nodes that their terms look at
   * @param seed for whatever is drawn at random
   * @return the memory of this stage
   */
  Session start(List<String> objectives, long seed);

  /** One stage's memory. Not thread-safe. */
  @FunctionalInterface
  interface Session {

    /**
     * Weighs the objectives of a step. The parameters then move against {@code Σ wᵢ·∇Lᵢ}; where an
     * optimizer evaluates the objective several times in a step, it minimises {@code Σ wᵢ·Lᵢ} with
     * the weights of the first time.
     *
     * @param objectives the step's values and, if asked for, gradients
     * @return a finite weight for each objective, in their order
     */
    double[] weights(Objectives objectives);

    /**
     * What the session remembers from step to step.
     *
     * @return a copy; empty for a session without memory
     */
    default Map<String, double[]> state() {
      return Map.of();
    }

    /**
     * Goes back to what a session of the same combination, objectives and seed remembered.
     *
     * @param state the state
     * @throws IllegalArgumentException if it belongs to another combination
     */
    default void restore(Map<String, double[]> state) {
      if (!state.isEmpty()) {
        throw new IllegalArgumentException("There is no memory for " + state.keySet());
      }
    }
  }
}
