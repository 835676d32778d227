package io.retort.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort resume}. */
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted or has failed.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;

  @Parameters(paramLabel = "RUN", description = "The folder of the run.")
  private Path folder;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change how trainings go on, such as student.training.optimizer.learning-rate=0.001. May"
              + " be repeated.")
  private List<String> changes = new ArrayList<>();

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    return new RunSession(spec.commandLine(), quiet).run(parent.retort().resume(folder, changes));
  }
}
