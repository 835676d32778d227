package io.retort.runtime.experiment.sweep;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.core.training.DivergedException;
import io.retort.runtime.configuration.Alternatives;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.configuration.ConfigurationProblem;
import io.retort.runtime.configuration.WrittenValue;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.recording.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep that is ready to run. Candidates are compared by the score on the validation samples that
 * the experiment selects by; equal ones stay in the order of the sweep file. Test samples are never
 * read.
 */
public final class SweepRun {
  private final BoundValue<Sweep> sweep;
  private final Map<Candidate, ExperimentRun> candidates;
  private TrainingListener listener = TrainingListener.NONE;

  private SweepRun(BoundValue<Sweep> sweep, Map<Candidate, ExperimentRun> candidates) {
    this.sweep = sweep;
    this.candidates = candidates;
  }

  /**
   * Reads a sweep file and the experiment that it names.
   *
   * @param retort the plugins
   * @param file the YAML file; the experiment's path starts from its folder
   * @param overrides changes of the sweep file, of the form {@code seeds=[1, 2]}
   * @return the sweep
   * @throws ConfigurationException with all that is wrong
   */
  public static SweepRun read(Retort retort, Path file, List<String> overrides) {
    BoundValue<Sweep> sweep =
        retort.bind(
            Sweep.class,
            ConfigurationDocument.read(file).with(overrides),
            file.toAbsolutePath().getParent());
    return new SweepRun(sweep, candidates(retort, sweep.value()));
  }

  private static Map<Candidate, ExperimentRun> candidates(Retort retort, Sweep sweep) {
    ConfigurationDocument document = ConfigurationDocument.read(sweep.experiment());
    for (Map.Entry<String, WrittenValue> entry : sweep.set().entrySet()) {
      document = document.with(entry.getKey(), entry.getValue());
    }
    Path base = sweep.experiment().toAbsolutePath().getParent();
    Map<Candidate, ExperimentRun> candidates = new LinkedHashMap<>();
    // What is wrong with the experiment itself is wrong with every candidate, and said once.
    Set<ConfigurationProblem> problems = new LinkedHashSet<>();
    for (Map<String, WrittenValue> values : combinations(sweep.vary())) {
      ConfigurationDocument candidate = document;
      try {
        for (Map.Entry<String, WrittenValue> entry : values.entrySet()) {
          candidate = candidate.with(entry.getKey(), entry.getValue());
        }
        candidates.put(
            new Candidate(candidates.size() + 1, values), retort.experiment(candidate, base));
      } catch (ConfigurationException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
    return candidates;
  }

  /** All combinations; the last key changes fastest. */
  private static List<Map<String, WrittenValue>> combinations(Map<String, Alternatives> vary) {
    List<Map<String, WrittenValue>> combinations = List.of(Map.of());
    for (Map.Entry<String, Alternatives> key : vary.entrySet()) {
      List<Map<String, WrittenValue>> longer = new ArrayList<>();
      for (Map<String, WrittenValue> shorter : combinations) {
        for (WrittenValue value : key.getValue().values()) {
          Map<String, WrittenValue> combination = new LinkedHashMap<>(shorter);
          combination.put(key.getKey(), value);
          longer.add(combination);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /**
   * Sets the listener.
   *
   * @param told is told of every training by a message, and of the epochs of a teacher's training
   * @return this object
   */
  public SweepRun listen(TrainingListener told) {
    listener = told;
    return this;
  }

  /**
   * The candidates.
   *
   * @return all of them, in the order of the sweep file
   */
  public List<Candidate> candidates() {
    return List.copyOf(candidates.keySet());
  }

  /**
   * Runs the sweep.
   *
   * @return what it has found
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public SweepResult run() {
    try (RunFolder folder = RunFolder.of(sweep.value().output(), sweep.value().name());
        Trials trials = new Trials(listener)) {
      candidates.forEach((candidate, run) -> check(trials, candidate, run));
      folder.create();
      SweepReport report = new SweepReport(folder);
      List<List<CandidateScore>> rungs = new ArrayList<>();
      List<Candidate> left = candidates();
      List<Double> shares = sweep.value().search().rungs();
      for (int rung = 0; rung < shares.size(); rung++) {
        // One that is left alone needs no further rungs but the last, for its figures in full.
        if (left.size() > 1 || rung == shares.size() - 1 || rung == 0) {
          List<CandidateScore> ranked =
              rung(trials, report, left, rungs.size() + 1, shares.get(rung));
          rungs.add(ranked);
          left = kept(ranked);
        }
      }
      SweepResult result = result(folder, rungs);
      report.write(result, candidates.get(result.best().candidate()).resolvedYaml());
      folder.complete();
      return result;
    }
  }

  private static void check(Trials trials, Candidate candidate, ExperimentRun run) {
    try {
      trials.check(run);
    } catch (RetortException misfit) {
      throw new RetortException(
          misfit.kind(),
          "The candidate " + candidate + " cannot be trained: " + misfit.getMessage(),
          misfit);
    }
  }

  /** Trains the candidates; the best is the first of the list. */
  private List<CandidateScore> rung(
      Trials trials, SweepReport report, List<Candidate> left, int rung, double share) {
    List<CandidateScore> scores = new ArrayList<>();
    for (Candidate candidate : left) {
      List<CandidateScore.Outcome> outcomes = new ArrayList<>();
      long steps = 0;
      String head = "";
      for (long seed : sweep.value().seeds()) {
        Trials.Trial trial;
        try {
          trial = trials.train(candidates.get(candidate), seed, share);
        } catch (DivergedException diverged) {
          outcomes.add(
              new CandidateScore.Outcome(seed, Map.of(), Optional.of(diverged.getMessage()), 0));
          break;
        }
        steps = trial.steps();
        head = trial.head();
        outcomes.add(
            new CandidateScore.Outcome(
                seed, trial.validation(), Optional.empty(), trial.seconds()));
      }
      CandidateScore score = new CandidateScore(candidate, rung, steps, head, outcomes);
      report.append(score);
      scores.add(score);
      listener.message(progress(score, scores.size(), left.size()));
    }
    scores.sort(
        Comparator.comparing(
            score -> score, (a, b) -> a.betterThan(b) ? -1 : b.betterThan(a) ? 1 : 0));
    return scores;
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
    int count = Math.min(finite.size(), sweep.value().search().kept(ranked.size()));
    // In the order of the file, so that equal candidates are never ranked by an earlier rung.
    return finite.subList(0, count).stream()
        .sorted(Comparator.comparingInt(Candidate::number))
        .toList();
  }

  private SweepResult result(RunFolder folder, List<List<CandidateScore>> rungs) {
    CandidateScore best = rungs.get(rungs.size() - 1).get(0);
    return new SweepResult(
        sweep.value().name(),
        folder.path(),
        sweep.value(),
        best.head(),
        best.metrics().score(),
        best.metrics().unit(),
        best.metrics().higherIsBetter(),
        rungs);
  }
}
