package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.strategy.DistillationPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at the validation samples now and then, and keeps the networks of the best epoch. */
final class Validation {
  private final TrainingTask task;
  private final MetricSet metrics;
  private final boolean keepsBest;
  private Map<String, SavedNetwork> best = Map.of();
  private Metrics bestScore;
  private int bestEpoch;
  private long bestStep;
  private long last;

  Validation(TrainingTask task, MetricSet metrics) {
    this.task = task;
    this.metrics = metrics;
    this.keepsBest = task.settings().keep() == TrainingSettings.Keep.BEST;
  }

  /**
   * Measures the student at the end of an epoch, if it is time to.
   *
   * @param step the steps made
   * @param epoch the epochs made
   * @param networks gives all networks as they are
   * @return metrics by head, none if it is not time
   */
  Map<String, Metrics> measure(
      Network student, long step, int epoch, Supplier<Map<String, SavedNetwork>> networks) {
    long interval =
        (task.steps() + task.settings().validations() - 1) / task.settings().validations();
    if (step != task.steps() && step - last < interval) {
      return Map.of();
    }
    last = step;
    task.outputs().ifPresent(TeacherOutputs::verify);
    Map<String, Metrics> measured =
        Evaluation.of(student, task.data().validation(), task.data().heads(), metrics);
    Metrics score = measured.get(metrics.deciding(task.data().heads()).name());
    if (keepsBest && (bestScore == null || score.betterThan(bestScore))) {
      bestScore = score;
      bestEpoch = epoch;
      bestStep = step;
      best = networks.get();
    }
    return measured;
  }

  void write(StateWriter state) {
    state.text("measured", last);
    if (bestScore != null) {
      state.text("epoch", bestEpoch);
      state.text("step", bestStep);
      best.forEach((name, network) -> WeightState.write(network.weights(), state.in(name)));
    }
  }

  /**
   * Goes back to a state. The best score is measured again, which gives what it was.
   *
   * @param network of the student, whose weights are overwritten
   * @param networks the networks as they are, for their plans
   */
  void read(StateReader state, Network network, Map<String, SavedNetwork> networks) {
    last = state.count("measured");
    if (!state.has("epoch")) {
      return;
    }
    bestEpoch = (int) state.count("epoch");
    bestStep = state.count("step");
    best = new LinkedHashMap<>();
    networks.forEach(
        (name, saved) ->
            best.put(
                name,
                new SavedNetwork(saved.plan(), WeightState.read(saved.weights(), state.in(name)))));
    network.load(network.weights().with(best.get(DistillationPlan.STUDENT).weights()));
    bestScore =
        Evaluation.of(network, task.data().validation(), task.data().heads(), metrics)
            .get(metrics.deciding(task.data().heads()).name());
  }

  boolean keepsBest() {
    return keepsBest;
  }

  /** The networks of the best epoch. */
  Map<String, SavedNetwork> best() {
    return best;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** The last step of the best epoch. */
  long bestStep() {
    return bestStep;
  }
}
