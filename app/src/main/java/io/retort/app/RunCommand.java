package io.retort.app;

import io.retort.runtime.experiment.RunResult;
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
  @ParentCommand private RetortCommand parent;
  @Mixin private ExperimentFile file;

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var run = file.read(parent.retort());
    if (!quiet) {
      run.listen(new ConsoleProgress(out));
    }
    RunResult result = run.run();
    new ResultTable(result).print(out);
    return 0;
  }
}
