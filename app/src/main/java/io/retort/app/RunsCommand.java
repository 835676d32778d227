package io.retort.app;

import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.RunState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort runs}. */
@Command(
    name = "runs",
    description =
        "Lists the runs, sweeps and labellings below a folder, and whether they are complete.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The folder to look in; by default runs.")
  private Path folder = Path.of(Destination.RUNS);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (RunState state : Retort.runs(folder)) {
      out.printf(
          "%-11s  %-9s  %s%s%n",
          state.kind().toString().toLowerCase(Locale.ROOT),
          state.work().toString().toLowerCase(Locale.ROOT),
          state.folder(),
          state.process().map(process -> "  (process " + process + ")").orElse(""));
    }
    out.flush();
    return ExitStatus.DONE;
  }
}
