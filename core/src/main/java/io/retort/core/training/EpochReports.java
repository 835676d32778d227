package io.retort.core.training;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells a listener of the epochs of a training, and of nodes that learn nothing. */
final class EpochReports {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final TrainingListener listener;
  private final Set<String> silent = new HashSet<>();
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
    stage.terms().keySet().forEach(this::warnOfSilence);
    Map<String, List<EpochReport.TermReport>> terms = new TreeMap<>();
    for (String learner : stage.terms().keySet()) {
      terms.put(
          learner, learners.get(learner).terms().stream().map(TermEvaluation::report).toList());
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

  void read(StateReader state) {
    state.text("silent").lines().forEach(silent::add);
  }

  private void warnOfSilence(String learner) {
    for (String node : learners.get(learner).silentNodes()) {
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
}
