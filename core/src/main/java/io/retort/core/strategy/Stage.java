package io.retort.core.strategy;

import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stretch of training with fixed terms. The optimizer and the learning-rate schedule start anew
 * with each stage.
 *
 * @param name such as {@code hint}; unique in its plan
 * @param share the part of the training's steps that this stage gets, above 0; the shares of a plan
 *     sum to 1
 * @param terms for each learner that trains in this stage, by name, what it minimises: at least one
 *     term
 * @param trained for each of these learners, the nodes whose parameters change; a learner without
 *     an entry trains all of them
 * @param optimizer the optimizer of this stage; empty for that of the training's settings
 * @param schedule the learning-rate schedule of this stage; empty for that of the settings
 */
public record Stage(
    String name,
    double share,
    Map<String, List<Term>> terms,
    Map<String, Set<String>> trained,
    Optional<Optimizer> optimizer,
    Optional<Schedule> schedule) {

  public Stage {
    Map<String, List<Term>> copies = new HashMap<>();
    terms.forEach((learner, list) -> copies.put(learner, List.copyOf(list)));
    terms = Map.copyOf(copies);
    Map<String, Set<String>> trainedCopies = new HashMap<>();
    trained.forEach((learner, nodes) -> trainedCopies.put(learner, Set.copyOf(nodes)));
    trained = Map.copyOf(trainedCopies);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share " + share + " of stage '" + name + "' is not above 0 and at most 1");
    }
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("Stage '" + name + "' trains no learner");
    }
    for (Map.Entry<String, List<Term>> entry : terms.entrySet()) {
      List<String> names = entry.getValue().stream().map(Term::name).toList();
      if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
        throw new IllegalArgumentException(
            "Stage '"
                + name
                + "' needs terms of different names for the learner '"
                + entry.getKey()
                + "', not "
                + names);
      }
    }
    if (!terms.keySet().containsAll(trained.keySet())) {
      throw new IllegalArgumentException(
          "Stage '"
              + name
              + "' names the trained nodes of "
              + trained.keySet()
              + ", but has terms for "
              + terms.keySet());
    }
  }

  /** A stage with the optimizer and schedule of the training's settings. */
  public Stage(
      String name, double share, Map<String, List<Term>> terms, Map<String, Set<String>> trained) {
    this(name, share, terms, trained, Optional.empty(), Optional.empty());
  }

  /**
   * The same stage with other terms.
   *
   * @param others the terms, for the same learners
   * @return the stage
   */
  public Stage with(Map<String, List<Term>> others) {
    return new Stage(name, share, others, trained, optimizer, schedule);
  }
}
