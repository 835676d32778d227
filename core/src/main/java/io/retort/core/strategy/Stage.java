package io.retort.core.strategy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stretch of training with fixed terms. The optimizer and the learning-rate schedule start anew
 * with each stage.
 *
 * @param name such as {@code hint}; unique in its plan
 * @param share the part of the training's steps that this stage gets, above 0; the shares of a plan
 *     sum to 1
 * @param terms for each learner that trains in this stage, by name, what it minimises
 * @param trained for each learner, the nodes whose parameters change; a learner without an entry
 *     trains all of them
 */
public record Stage(
    String name, double share, Map<String, List<Term>> terms, Map<String, Set<String>> trained) {

  public Stage {
    terms = Map.copyOf(terms);
    trained = Map.copyOf(trained);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share " + share + " of stage '" + name + "' is not above 0 and at most 1");
    }
  }
}
