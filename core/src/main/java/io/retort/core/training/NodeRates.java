package io.retort.core.training;

import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What the learning rate is multiplied by, node for node. */
final class NodeRates {
  private NodeRates() {}

  /**
   * The factors of a learner's nodes, 0 for those that are not trained.
   *
   * @param tuned the factor that an entry of the settings gives, which holds for the student
   */
  static ToDoubleFunction<String> of(
      String learner, Stage stage, TrainingSettings settings, ToDoubleFunction<NodeTuning> tuned) {
    Optional<Set<String>> trained = Optional.ofNullable(stage.trained().get(learner));
    Map<String, Double> rates = new HashMap<>();
    if (learner.equals(DistillationPlan.STUDENT)) {
      for (NodeTuning tuning : settings.nodes()) {
        double rate = tuned.applyAsDouble(tuning);
        tuning.nodes().forEach(node -> rates.put(node, rate));
      }
    }
    return node ->
        trained.isEmpty() || trained.get().contains(node) ? rates.getOrDefault(node, 1.0) : 0;
  }
}
