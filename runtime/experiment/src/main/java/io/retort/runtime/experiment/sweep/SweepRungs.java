package io.retort.runtime.experiment.sweep;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.training.Cancellation;
import io.retort.runtime.experiment.training.ConcurrentTrainings;
import io.retort.runtime.experiment.training.TrainingReports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains the candidates of a sweep, and the best of them longer, rung after rung. */
final class SweepRungs {
  private final Sweep sweep;
  private final SweepTrainings trainings;
  private final SweepReport report;
  private final TrainingListener listener;

  SweepRungs(Sweep sweep, SweepTrainings trainings, SweepReport report, TrainingListener listener) {
    this.sweep = sweep;
    this.trainings = trainings;
    this.report = report;
    this.listener = listener;
  }

  /** Trains rung after rung; the best candidate is the first of the last one. */
  List<List<CandidateScore>> train(List<Candidate> candidates) {
    List<List<CandidateScore>> rungs = new ArrayList<>();
    List<Candidate> left = candidates;
    List<Double> shares = sweep.search().rungs();
    for (int rung = 0; rung < shares.size(); rung++) {
      // One that is left alone needs no further rungs but the last, for its figures in full.
      if (left.size() > 1 || rung == shares.size() - 1 || rung == 0) {
        List<CandidateScore> ranked = rung(left, rungs.size() + 1, shares.get(rung));
        rungs.add(ranked);
        left = kept(ranked);
      }
    }
    return rungs;
  }

  /** Trains the candidates; the best is the first of the list. */
  private List<CandidateScore> rung(List<Candidate> left, int rung, double share) {
    List<CandidateScore> scores = new ArrayList<>();
    TrainingListener reports = new TrainingReports(listener);
    List<ConcurrentTrainings.Job<Supplier<Optional<CandidateScore>>>> all = new ArrayList<>();
    for (Candidate candidate : left) {
      CandidateTrainings own = new CandidateTrainings(candidate, rung, sweep.seeds().size());
      for (long seed : sweep.seeds()) {
        all.add(cancellation -> trained(own, seed, share, cancellation));
      }
    }
    try (Phase phase = Phase.begin(reports, "Rung " + rung + " of candidates", all.size())) {
      trainings.run(
          all,
          finished -> {
            finished
                .get()
                .ifPresent(
                    score -> {
                      report.append(score);
                      scores.add(score);
                      reports.message(progress(score, scores.size(), left.size()));
                    });
            phase.advance(1);
          });
    }
    scores.sort(
        Comparator.comparing(
            score -> score, (a, b) -> a.betterThan(b) ? -1 : b.betterThan(a) ? 1 : 0));
    return scores;
  }

  /** Makes a training; what it gives adds that to those before. */
  private Supplier<Optional<CandidateScore>> trained(
      CandidateTrainings all, long seed, double share, Cancellation cancellation) {
    if (all.diverged()) {
      return Optional::empty;
    }
    FinishedTraining training = trainings.train(all.place(seed), share, cancellation);
    return () -> all.add(training);
  }

  private static String progress(CandidateScore score, int done, int all) {
    return String.format(
        Locale.ROOT,
        "rung %d  %d/%d  %s: %s",
        score.rung(),
        done,
        all,
        score.candidate(),
        score.diverged()
            ? "diverged"
            : String.format(
                Locale.ROOT, "validation %s %.4f", score.metrics().score(), score.mean()));
  }

  private List<Candidate> kept(List<CandidateScore> ranked) {
    List<Candidate> finite =
        ranked.stream().filter(score -> !score.diverged()).map(CandidateScore::candidate).toList();
    if (finite.isEmpty()) {
      throw new RetortException(
          ErrorKind.DIVERGENCE,
          "All "
              + ranked.size()
              + " candidates diverged, the first because: "
              + ranked.get(0).outcomes().stream()
                  .flatMap(outcome -> outcome.failure().stream())
                  .findFirst()
                  .orElseThrow()
              + "; lower the learning rate of the experiment");
    }
    int count = Math.min(finite.size(), sweep.search().kept(ranked.size()));
    // In the order of the file, so that equal candidates are never ranked by an earlier rung.
    return finite.subList(0, count).stream()
        .sorted(Comparator.comparingInt(Candidate::number))
        .toList();
  }
}
