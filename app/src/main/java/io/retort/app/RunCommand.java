package io.retort.app;

import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.result.RunResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort run}. */
@Command(
    name = "run",
    description = "Runs an experiment and says whether distillation helped.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private ExperimentFile file;

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var run = file.read(parent.retort());
    if (!quiet) {
      run.listen(new ConsoleProgress(spec.commandLine()));
    }
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
      result.failedExports().forEach(failure -> err.println("warning: " + failure));
      result.notes().forEach(out::println);
      out.flush();
    }
    return result.failedExports().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
