package io.retort.runtime.experiment.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trainings of one candidate in one rung; once one has diverged, no others count. */
final class CandidateTrainings {
  private final Candidate candidate;
  private final int rung;
  private final int seeds;
  private final List<CandidateScore.Outcome> outcomes = new ArrayList<>();
  private boolean diverged;
  private long steps;
  private String head = "";

  /**
   * Starts without trainings.
   *
   * @param seeds the number of trainings
   */
  CandidateTrainings(Candidate candidate, int rung, int seeds) {
    this.candidate = candidate;
    this.rung = rung;
    this.seeds = seeds;
  }

  /** Which of the trainings is that of a seed. */
  FinishedTraining.Place place(long seed) {
    return new FinishedTraining.Place(rung, candidate.number(), seed);
  }

  /** Whether a training was added that has diverged. */
  synchronized boolean diverged() {
    return diverged;
  }

  /**
   * Adds a training, after those of earlier seeds.
   *
   * @return the candidate's score, with its last training
   */
  synchronized Optional<CandidateScore> add(FinishedTraining training) {
    if (diverged) {
      return Optional.empty();
    }
    outcomes.add(training.outcome());
    diverged = training.diverged();
    if (!diverged) {
      steps = training.steps();
      head = training.head();
    }
    return diverged || outcomes.size() == seeds
        ? Optional.of(new CandidateScore(candidate, rung, steps, head, outcomes))
        : Optional.empty();
  }
}
