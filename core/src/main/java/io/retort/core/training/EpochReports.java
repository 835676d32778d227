package io.retort.core.training;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells a listener of the epochs of a training, and of nodes that learn nothing. */
final class EpochReports {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final TrainingListener listener;

  /** The nodes that were told of, each with its learner's name before it, in that order. */
  private final Set<String> silent = new LinkedHashSet<>();

  private long epochStarted = System.nanoTime();

  EpochReports(
      TrainingTask task, Map<String, LearnerTraining> learners, TrainingListener listener) {
    this.task = task;
    this.learners = learners;
    this.listener = listener;
  }

  /**
   * Tells of an epoch that is complete.
   *
   * @param epoch the epochs made
   * @param step the steps made
   * @param validation metrics on validation samples, if they were measured
   */
  void epoch(Stage stage, int epoch, long step, Map<String, Metrics> validation) {
    for (String learner : stage.terms().keySet()) {
      learners.get(learner).silentNodes().forEach(node -> warnOfSilence(learner, node));
    }
    Map<String, List<EpochReport.TermReport>> terms = new TreeMap<>();
    for (String learner : stage.terms().keySet()) {
      terms.put(learner, learners.get(learner).terms().reports());
    }
    long now = System.nanoTime();
    listener.epoch(
        new EpochReport(
            task.name(),
            task.seed(),
            stage.name(),
            epoch,
            step,
            task.steps(),
            terms,
            validation,
            (now - epochStarted) / 1e9));
    epochStarted = now;
  }

  void write(StateWriter state) {
    state.text("silent", String.join("\n", silent));
  }

  /** Goes back to a state. What was told before is told again: who listens now has not heard it. */
  void read(StateReader state) {
    for (String told : state.text("silent").lines().toList()) {
      int slash = told.indexOf('/');
      warnOfSilence(told.substring(0, slash), told.substring(slash + 1));
    }
  }

  private void warnOfSilence(String learner, String node) {
    if (silent.add(learner + "/" + node)) {
      listener.warning(
          new Warning(
              "no-gradient",
              task.name()
                  + LearnerTraining.phrase(learner, learners.size())
                  + ", layer '"
                  + node
                  + "'",
              // Without the epoch and the seed: all seeds say it in the same words.
              "its weights got no gradient for an epoch, so that it learns nothing; lower the"
                  + " learning rate, take another initializer, or choose an activation that is"
                  + " nowhere flat, such as leaky-relu, for it and the layers after it"));
    }
  }
}
