package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.runtime.experiment.sweep.CandidateScore;
import io.retort.runtime.experiment.sweep.SweepResult;
import io.retort.runtime.experiment.sweep.SweepRun;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A sweep on the command line, new or resumed. */
final class SweepSession {
  private final CommandLine line;
  private final ProgressOptions options;

  SweepSession(CommandLine line, ProgressOptions options) {
    this.line = line;
    this.options = options;
  }

  /** Runs a sweep, and returns the exit code. */
  int run(SweepRun sweep) {
    try (CommandProgress progress = options.begin(line)) {
      sweep.listen(progress);
      return Interruption.of(
          () -> exitCode(sweep, progress),
          sweep::stop,
          sentence -> progress.say(line.getErr(), sentence));
    }
  }

  private int exitCode(SweepRun sweep, CommandProgress progress) {
    if (progress instanceof JsonProgress events) {
      events.event("sweep-started", JsonProgress.fields("candidates", sweep.candidates().size()));
      try {
        sweep.whenFound(result -> tell(result, events)).run();
      } catch (RuntimeException | Error failure) {
        events.event(
            "failed",
            JsonProgress.fields("kind", ErrorKind.of(failure), "message", failure.getMessage()));
        throw failure;
      }
    } else {
      sweep.whenFound(result -> show(result, progress)).run();
    }
    return ExitStatus.DONE;
  }

  private static void tell(SweepResult result, JsonProgress events) {
    new HeatMap(result).write();
    CandidateScore best = result.best();
    events.event(
        "result",
        JsonProgress.fields(
            "name", result.name(),
            "folder", result.folder().toString(),
            "head", result.head(),
            "figure", result.score(),
            "best", best.candidate().toString(),
            "mean", best.mean(),
            "deviation", best.deviation()));
  }

  private void show(SweepResult result, CommandProgress progress) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(SweepRun.summary(result, progress.width()));
    lines.add("");
    lines.addAll(new HeatMap(result).write());
    lines.add("The best configuration is in " + result.folder().resolve("best.yaml"));
    progress.say(line.getOut(), String.join("\n", lines));
  }
}
