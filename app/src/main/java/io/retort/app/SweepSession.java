package io.retort.app;

import io.retort.runtime.experiment.sweep.SweepResult;
import io.retort.runtime.experiment.sweep.SweepRun;
import java.io.PrintWriter;
import picocli.CommandLine;

/** A sweep in the terminal, new or resumed. */
final class SweepSession {
  private final CommandLine line;
  private final boolean quiet;

  /**
   * A session.
   *
   * @param quiet whether only the result is printed
   */
  SweepSession(CommandLine line, boolean quiet) {
    this.line = line;
    this.quiet = quiet;
  }

  /** Runs a sweep, and returns the exit code. */
  int run(SweepRun sweep) {
    if (!quiet) {
      sweep.listen(new ConsoleProgress(line));
    }
    return Interruption.of(
        () -> {
          sweep.whenFound(this::show).run();
          return ExitStatus.DONE;
        },
        sweep::stop,
        line.getErr());
  }

  private void show(SweepResult result) {
    PrintWriter out = line.getOut();
    new SweepTable(result).print(out);
    new HeatMap(result).write().forEach(out::println);
    out.println("The best configuration is in " + result.folder().resolve("best.yaml"));
    out.flush();
  }
}
