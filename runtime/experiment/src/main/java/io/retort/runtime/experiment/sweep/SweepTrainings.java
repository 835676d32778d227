package io.retort.runtime.experiment.sweep;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.training.Cancellation;
import io.retort.runtime.experiment.training.ConcurrentTrainings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Carries out the trainings of a sweep. Those that had come to their end before an interruption are
 * not made again.
 */
final class SweepTrainings {
  private final Trials trials;
  private final TrialRunner runner;
  private final ConcurrentTrainings concurrent;
  private final RunCheckpoints checkpoints;
  private final FinishedTrainings finished;

  /**
   * None yet.
   *
   * @param trials knows what trainings are made with
   * @param runner makes them
   */
  SweepTrainings(
      Trials trials,
      TrialRunner runner,
      ConcurrentTrainings concurrent,
      RunCheckpoints checkpoints,
      FinishedTrainings finished) {
    this.trials = trials;
    this.runner = runner;
    this.concurrent = concurrent;
    this.checkpoints = checkpoints;
    this.finished = finished;
  }

  /**
   * What the trainings are made with, which all candidates have in common.
   *
   * @param configuration the hash of what the sweep was read from
   * @param plugins their versions
   */
  RunIdentity identity(
      Collection<ExperimentRun> candidates, String configuration, Map<String, String> plugins) {
    Map<String, String> environment = new TreeMap<>();
    candidates.forEach(candidate -> environment.putAll(trials.environment(candidate)));
    String samples = trials.samples(candidates.iterator().next());
    runner.begin(samples);
    return RunIdentity.beginning(Instant.now(), configuration, samples, plugins, environment);
  }

  /** Carries out trainings as {@link ConcurrentTrainings#run} does. */
  <T> void run(List<ConcurrentTrainings.Job<T>> jobs, Consumer<T> done) {
    concurrent.run(jobs, done);
  }

  /**
   * Reads what an interrupted sweep has kept.
   *
   * @param told is told of what is damaged
   * @return how many trainings had come to their end
   */
  int read(Consumer<String> told) {
    return finished.read(told);
  }

  /**
   * Makes a training, if it was not made before. Several may be made at the same time.
   *
   * @param share the share of the experiment's training
   */
  FinishedTraining train(FinishedTraining.Place place, double share, Cancellation cancellation) {
    Optional<FinishedTraining> before = finished.find(place);
    if (before.isPresent()) {
      return before.get();
    }
    FinishedTraining training = runner.train(place, share, cancellation);
    finished.add(training);
    checkpoints.forget(place.training(), place.seed());
    return training;
  }
}
