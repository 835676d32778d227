package io.retort.core.training;

import io.retort.core.metric.MetricSet;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The epochs of a training. At the end of each, the learners are checked, measured and reported,
 * and the student's weights become those that are left if it diverges later.
 */
final class Epochs {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final LearnerTraining student;
  private final EpochReports reports;
  private final Validation validation;
  private SavedNetwork lastGood;
  private int made;

  /** The steps that were made when the last epoch ended, of which all values are finite. */
  private long ended;

  /** The steps of the state that the training went on from; negative if it began anew. */
  private long begun = -1;

  /** The steps after which the state was no longer good. */
  private long bad = Long.MAX_VALUE;

  Epochs(
      TrainingTask task,
      Map<String, LearnerTraining> learners,
      TrainingListener listener,
      MetricSet metrics) {
    this.task = task;
    this.learners = learners;
    this.student = learners.get(DistillationPlan.STUDENT);
    this.reports = new EpochReports(task, learners, listener);
    this.validation = new Validation(task, metrics);
    this.lastGood = student.snapshot();
  }

  /**
   * Ends an epoch.
   *
   * @param step the steps made
   * @throws DivergedException if a value of the epoch or a weight is not finite
   */
  void end(Stage stage, long step) {
    collect(stage);
    learners.forEach(
        (name, learner) -> {
          if (!Double.isFinite(learner.network().parameters().norm())
              || !Double.isFinite(learner.network().buffers().norm())) {
            // In which step of the epoch it came up is not known.
            bad = ended + 1;
            throw diverged("a weight" + ofLearner(name), step, new int[0]);
          }
        });
    ended = step;
    made++;
    lastGood = student.snapshot();
    Map<String, Metrics> measured =
        validation.measure(student.network(), step, made, this::networks);
    reports.epoch(stage, made, step, measured);
  }

  /** The number of steps after which the state is good no more; a large one if it is. */
  long bad() {
    return bad;
  }

  /**
   * Waits for what the terms have found where the backend computes.
   *
   * @throws DivergedException if a value is not finite
   */
  void collect(Stage stage) {
    for (String name : new TreeSet<>(stage.terms().keySet())) {
      try {
        learners.get(name).terms().collect();
      } catch (NonFiniteTerm term) {
        throw diverged(term, name);
      }
    }
  }

  /** The networks as they are, without the nodes that only serve their training. */
  private Map<String, SavedNetwork> networks() {
    Map<String, SavedNetwork> networks = new LinkedHashMap<>();
    learners.forEach((name, learner) -> networks.put(name, learner.pruned()));
    return networks;
  }

  /**
   * What the training has come to.
   *
   * @param step the steps made
   */
  TrainingResult result(long step, double seconds) {
    boolean keepBest = validation.keepsBest();
    return new TrainingResult(
        keepBest ? validation.best() : networks(),
        step,
        keepBest ? validation.bestEpoch() : made,
        Temperatures.after(task, keepBest ? validation.bestStep() : step),
        seconds);
  }

  void write(StateWriter state) {
    state.text("epoch", made);
    state.text("ended", ended);
    WeightState.write(lastGood.weights(), state.in("last good"));
    reports.write(state.in("reports"));
    validation.write(state.in("best"));
  }

  /** Goes back to a state. The student's weights are overwritten. */
  void read(StateReader state) {
    made = (int) state.count("epoch");
    begun = state.step();
    ended = state.count("ended");
    lastGood =
        new SavedNetwork(
            lastGood.plan(), WeightState.read(lastGood.weights(), state.in("last good")));
    reports.read(state.in("reports"));
    validation.read(state.in("best"), student.network(), networks());
  }

  private String ofLearner(String name) {
    return LearnerTraining.phrase(name, learners.size());
  }

  /** What to throw for a value of a learner's step that is not finite. */
  DivergedException diverged(NonFiniteTerm term, String learner) {
    // The term's value follows from the state before its step, whatever the learning rate.
    bad = term.step().number() - 1;
    return diverged(
        term.getMessage() + ofLearner(learner), term.step().number(), term.step().share().batch());
  }

  private DivergedException diverged(String what, long at, int[] samples) {
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < Math.min(5, samples.length); i++) {
      first.add(samples[i]);
    }
    return new DivergedException(
        "Training '"
            + task.name()
            + "' (seed "
            + task.seed()
            + ") stopped at step "
            + at
            + " of "
            + task.steps()
            + ": "
            + what
            + " is not finite"
            + (first.isEmpty()
                ? ""
                : " for the batch of " + samples.length + " training samples that starts " + first)
            + ". Lower the learning rate, set clip-norm, or look for values that are not numbers in"
            + " the data. The last good weights are those "
            + (made == 0 ? "before the first step" : "of epoch " + made),
        lastGood,
        begun >= bad);
  }
}
