package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.network.SavedNetwork;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** A run on the command line, new or resumed. */
final class RunSession {
  private final CommandLine line;
  private final ProgressOptions options;

  RunSession(CommandLine line, ProgressOptions options) {
    this.line = line;
    this.options = options;
  }

  /** Runs, and returns the exit code. */
  int run(ExperimentRun run) {
    try (CommandProgress progress = options.begin(line)) {
      PrintWriter out = line.getOut();
      if (!options.quiet()) {
        // The table at the end has the warnings, too.
        run.listen(progress);
      }
      run.listen(progress instanceof JsonProgress events ? told(events) : shown(progress));
      return Interruption.of(
          () -> exitCode(run, out), run::stop, sentence -> progress.say(line.getErr(), sentence));
    }
  }

  private int exitCode(ExperimentRun run, PrintWriter out) {
    RunResult result = run.run();
    if (options.quiet()) {
      // What the progress would have said.
      result.failedExports().forEach(failure -> line.getErr().println("warning: " + failure));
      result.notes().forEach(out::println);
      out.flush();
    }
    return result.failedExports().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** Shows the figures as soon as they are known, whatever happens to the exports. */
  private RunListener shown(CommandProgress progress) {
    return new RunListener() {
      @Override
      public void measured(RunResult result) {
        progress.say(line.getOut(), closing(result, progress.width()));
      }
    };
  }

  /** What was found, and where it is. */
  private static String closing(RunResult result, int width) {
    return "\n"
        + Retort.summary(result, width)
        + "\nThe student of seed "
        + result.studentSeed()
        + (result.teachers().size() > 1 ? " of the first repeat" : "")
        + ", the best on validation samples, and everything else is in "
        + RunStore.place(result.location());
  }

  private static RunListener told(JsonProgress events) {
    return new RunListener() {
      @Override
      public void started(Experiment experiment, String resolvedYaml) {
        events.event(
            "run-started",
            JsonProgress.fields(
                "name", experiment.name(),
                "seeds", experiment.seeds(),
                "repeats", experiment.split().repeats()));
      }

      @Override
      public void trained(
          String arm, long seed, SavedNetwork student, Map<String, Metrics> validation) {
        events.event(
            "student-trained",
            JsonProgress.fields(
                "arm", arm, "seed", seed, "validation", JsonProgress.figures(validation)));
      }

      @Override
      public void measured(RunResult result) {
        events.event("result", ResultEvent.fields(result));
      }

      @Override
      public void failed(Throwable cause) {
        events.event(
            "failed",
            JsonProgress.fields("kind", ErrorKind.of(cause), "message", cause.getMessage()));
      }
    };
  }
}
