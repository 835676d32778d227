package io.retort.runtime.experiment.sweep;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.configuration.TextFile;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.Trials;
import io.retort.runtime.experiment.checkpoint.EpochLog;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.checkpoint.StopRequest;
import io.retort.runtime.experiment.recording.LatestRun;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.recording.RunStates;
import io.retort.runtime.experiment.result.RunState;
import io.retort.runtime.experiment.training.ConcurrentTrainings;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.report.Summary;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A sweep that is ready to run. Candidates are compared by the score on the validation samples that
 * the experiment selects by; equal ones stay in the order of the sweep file. Test samples are never
 * read.
 */
public final class SweepRun {
  private final PluginCatalog catalog;
  private final Sweep sweep;
  private final SweepSource source;
  private final Map<Candidate, ExperimentRun> candidates;
  private final Optional<Path> resumed;
  private final StopRequest stop = new StopRequest("sweep");
  private TrainingListener listener = TrainingListener.NONE;
  private OptionalInt jobs = OptionalInt.empty();
  private Consumer<SweepResult> found = result -> {};
  private Optional<TrialRunner> runner = Optional.empty();

  private SweepRun(Retort retort, Sweep sweep, SweepSource source, Optional<Path> resumed) {
    this.catalog = retort.catalog();
    this.sweep = sweep;
    this.source = source;
    this.candidates = Candidates.of(retort, sweep, source.experiment());
    this.resumed = resumed;
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
    String text = TextFile.read(file);
    Path absolute = file.toAbsolutePath();
    Sweep sweep =
        retort
            .bind(
                Sweep.class,
                ConfigurationDocument.parse(file.toString(), text).with(overrides),
                absolute.getParent())
            .value();
    return new SweepRun(
        retort,
        sweep,
        new SweepSource(absolute.toString(), text, overrides, TextFile.read(sweep.experiment())),
        Optional.empty());
  }

  /**
   * Goes on with a sweep that was interrupted or has failed.
   *
   * @param retort the plugins
   * @param folder its folder
   * @return the sweep, which writes to the same folder and finds the same as one that was never
   *     interrupted
   * @throws RetortException if it is not a folder of an unfinished sweep
   */
  public static SweepRun resume(Retort retort, Path folder) {
    Path absolute = LatestRun.resolve(folder);
    RunFolder.unfinished(absolute);
    if (Retort.state(absolute).work() != RunState.Work.SWEEP) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, absolute + " is the folder of a run; go on with it as one");
    }
    SweepSource source = SweepSource.of(absolute);
    // Where it is may not be where its file would have it from the present folder.
    String output = "output='" + absolute.toString().replace("'", "''") + "'";
    Sweep sweep =
        retort
            .bind(
                Sweep.class,
                ConfigurationDocument.parse(source.file(), source.sweep())
                    .with(source.overrides())
                    .with(List.of(output)),
                source.base())
            .value();
    return new SweepRun(retort, sweep, source, Optional.of(absolute));
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
   * Sets how many students are trained at the same time, as {@link ExperimentRun#jobs} does.
   *
   * @param count at least 1, for one after the other; at most what the backend can do
   * @return this object
   */
  public SweepRun jobs(int count) {
    jobs = OptionalInt.of(ConcurrentTrainings.requireSome(count));
    return this;
  }

  /**
   * Sets what is done with the result before the sweep counts as complete, such as adding a picture
   * of it to its folder. Done again if the sweep is interrupted before that.
   *
   * @param told is told of the result, whose files are written by then
   * @return this object
   */
  public SweepRun whenFound(Consumer<SweepResult> told) {
    found = told;
    return this;
  }

  /**
   * Sets where trainings are made; without it, that is this process.
   *
   * @param elsewhere makes them, as many at the same time as it can
   * @return this object
   */
  public SweepRun trainedBy(TrialRunner elsewhere) {
    runner = Optional.of(elsewhere);
    return this;
  }

  /**
   * Asks a sweep under way to save its state and end: {@link #run} then throws a {@link
   * RetortException} of the kind {@code INTERRUPTED}. May be called from any thread, and returns at
   * once.
   */
  public void stop() {
    stop.request();
  }

  /**
   * The sweep's name.
   *
   * @return as the sweep file gives it
   */
  public String name() {
    return sweep.name();
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
   * The experiments of the candidates.
   *
   * @return all of them, in the order of the sweep file
   */
  public Map<Candidate, ExperimentRun> experiments() {
    return Collections.unmodifiableMap(candidates);
  }

  /**
   * Runs the sweep.
   *
   * @return what it has found
   * @throws RetortException if it cannot be completed, with the place and the fix
   */
  public SweepResult run() {
    try (RunFolder folder =
        resumed
            .map(RunFolder::unfinished)
            .orElseGet(() -> RunFolder.of(sweep.output(), sweep.name()))) {
      RunCheckpoints checkpoints =
          new RunCheckpoints(
              folder.path(),
              List.of(FinishedTrainings.FILE),
              stop,
              listener::message,
              EpochLog.NONE);
      try (Trials trials = new Trials(listener, checkpoints, checkpoints.teacherOutputs())) {
        try (Phase phase = Phase.begin(listener, "Checking candidates", candidates.size())) {
          candidates.forEach(
              (candidate, run) -> {
                check(trials, candidate, run);
                phase.advance(1);
              });
        }
        TrialRunner training =
            runner.orElseGet(() -> new LocalTrials(trials, candidates, checkpoints, listener));
        ConcurrentTrainings concurrent =
            ConcurrentTrainings.of(training.concurrentTrainings(), jobs);
        folder.create();
        return run(
            folder,
            checkpoints,
            new SweepTrainings(
                trials, training, concurrent, checkpoints, new FinishedTrainings(folder)));
      } catch (RetortException end) {
        throw checkpoints.resumable(end);
      }
    }
  }

  private SweepResult run(RunFolder folder, RunCheckpoints checkpoints, SweepTrainings trainings) {
    try {
      begin(folder, checkpoints, trainings);
      SweepReport report = new SweepReport(folder);
      SweepResult result =
          result(folder, new SweepRungs(sweep, trainings, report, listener).train(candidates()));
      report.write(result, candidates.get(result.best().candidate()).resolvedYaml());
      found.accept(result);
      folder.complete();
      return result;
    } catch (RuntimeException | Error end) {
      checkpoints.ended(end);
      throw end;
    }
  }

  /** Says what the sweep is begun with, or makes sure that it goes on with the same. */
  private void begin(RunFolder folder, RunCheckpoints checkpoints, SweepTrainings trainings) {
    RunIdentity now =
        trainings.identity(candidates.values(), source.hash(), RunRecord.versions(catalog));
    if (resumed.isEmpty()) {
      folder.write(RunStates.SWEEP, source.toJson());
      checkpoints.begin(now);
    } else {
      checkpoints.goOn(now, listener);
      int known = trainings.read(listener::message);
      listener.message("Going on after " + known + " trainings that had come to their end");
      // What it says of them is said again.
      folder.write(RunStates.CANDIDATES, "");
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

  /**
   * What a sweep has found, as tables.
   *
   * @param result what it has found
   * @param width the columns that rows of a table may take
   * @return lines, without a line break after the last
   */
  public static String summary(SweepResult result, int width) {
    return Summary.of(SweepReport.document(result), width);
  }

  private SweepResult result(RunFolder folder, List<List<CandidateScore>> rungs) {
    CandidateScore best = rungs.get(rungs.size() - 1).get(0);
    return new SweepResult(
        sweep.name(),
        folder.path(),
        sweep,
        best.head(),
        best.metrics().score(),
        best.metrics().unit(),
        best.metrics().higherIsBetter(),
        rungs);
  }
}
