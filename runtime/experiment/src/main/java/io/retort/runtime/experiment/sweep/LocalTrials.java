package io.retort.runtime.experiment.sweep;

import io.retort.core.progress.TrainingListener;
import io.retort.core.training.DivergedException;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.training.Cancellation;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the trainings of a sweep in this process. One that was interrupted goes on. */
final class LocalTrials implements TrialRunner {
  private final Trials trials;
  private final Map<Integer, ExperimentRun> candidates;
  private final RunCheckpoints checkpoints;
  private final TrainingListener listener;

  /**
   * Makes none yet.
   *
   * @param listener is told how far trainings have come
   */
  LocalTrials(
      Trials trials,
      Map<Candidate, ExperimentRun> candidates,
      RunCheckpoints checkpoints,
      TrainingListener listener) {
    this.trials = trials;
    this.candidates =
        candidates.entrySet().stream()
            .collect(Collectors.toMap(each -> each.getKey().number(), Map.Entry::getValue));
    this.checkpoints = checkpoints;
    this.listener = listener;
  }

  @Override
  public int concurrentTrainings() {
    return candidates.values().stream().mapToInt(trials::concurrentTrainings).min().orElseThrow();
  }

  @Override
  public FinishedTraining train(
      FinishedTraining.Place place, double share, Cancellation cancellation) {
    ExperimentRun candidate = candidates.get(place.candidate());
    checkpoints.requireTeacher(trials.teacherKey(candidate), trials.teacherFingerprint(candidate));
    try {
      return FinishedTraining.of(
          place,
          trials.train(
              candidate,
              place.seed(),
              share,
              cancellation.of(checkpoints.of(place.training(), place.seed())),
              new CandidateReports(listener, "candidate " + place.candidate())));
    } catch (DivergedException diverged) {
      return FinishedTraining.diverged(place, diverged.getMessage());
    }
  }
}
