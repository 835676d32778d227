package io.retort.app;

import io.retort.runtime.experiment.ExperimentRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort validate}. */
@Command(
    name = "validate",
    description =
        "Says everything that is wrong with an experiment file, and whether its data, networks,"
            + " losses and strategy fit together, without training. Warns of what is allowed but"
            + " likely a mistake.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private ExperimentFile file;

  @Option(names = "--resolved", description = "Print the whole configuration, defaults included.")
  private boolean resolved;

  @Override
  public Integer call() {
    ExperimentRun run = file.read(parent.retort());
    run.check().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
    spec.commandLine()
        .getOut()
        .println(resolved ? run.resolvedYaml() : run.experiment().name() + " is valid.");
    return ExitStatus.DONE;
  }
}
