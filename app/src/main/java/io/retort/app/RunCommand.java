package io.retort.app;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.tensorboard.TensorBoardModule;
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
  @Mixin private JobsOption jobs;
  @Mixin private ProgressOptions progress;

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard into the folder tensorboard of the run.")
  private boolean tensorboard;

  @Override
  public Integer call() {
    ExperimentRun run = file.read(parent.retort());
    jobs.apply(spec, run::jobs);
    if (tensorboard) {
      run.with(new TensorBoardModule());
    }
    return new RunSession(spec.commandLine(), progress).run(run);
  }
}
