package io.retort.app;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.result.RunResult;
import java.io.PrintWriter;
import picocli.CommandLine;

/** A run in the terminal, new or resumed. */
final class RunSession {
  private final CommandLine line;
  private final boolean quiet;

  /**
   * A session.
   *
   * @param quiet whether only the result is printed
   */
  RunSession(CommandLine line, boolean quiet) {
    this.line = line;
    this.quiet = quiet;
  }

  /** Runs, and returns the exit code. */
  int run(ExperimentRun run) {
    if (!quiet) {
      run.listen(new ConsoleProgress(line));
    }
    return Interruption.of(() -> exitCode(run), run::stop, line.getErr());
  }

  private int exitCode(ExperimentRun run) {
    PrintWriter out = line.getOut();
    // The figures come first: whatever happens to the exports, they are known.
    RunResult result =
        run.listen(
                new RunListener() {
                  @Override
                  public void measured(RunResult measured) {
                    new ResultTable(measured).print(out);
                  }
                })
            .run();
    if (quiet) {
      // What the progress would have said.
      result.failedExports().forEach(failure -> line.getErr().println("warning: " + failure));
      result.notes().forEach(out::println);
      out.flush();
    }
    return result.failedExports().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
