package io.retort.app;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.RunState;
import io.retort.runtime.experiment.sweep.SweepRun;
import io.retort.runtime.tensorboard.TensorBoardModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort resume}. */
@Command(
    name = "resume",
    description = "Goes on with a run or a sweep that was interrupted or has failed.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private JobsOption jobs;
  @Mixin private ProgressOptions progress;

  @Parameters(paramLabel = "RUN", description = "The folder of the run or the sweep.")
  private Path folder;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change how the trainings of a run go on, such as"
              + " student.training.optimizer.learning-rate=0.001. May be repeated.")
  private List<String> changes = new ArrayList<>();

  @Override
  public Integer call() {
    if (Retort.state(folder).work() == RunState.Work.SWEEP) {
      if (!changes.isEmpty()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "--set "
                + changes.get(0)
                + ": a sweep goes on as it was begun, because candidates that were trained"
                + " otherwise could not be compared; for another value, sweep again into another"
                + " folder");
      }
      SweepRun sweep = SweepRun.resume(parent.retort(), folder);
      jobs.apply(spec, sweep::jobs);
      return new SweepSession(spec.commandLine(), progress).run(sweep);
    }
    ExperimentRun run = parent.retort().resume(folder, changes);
    jobs.apply(spec, run::jobs);
    if (TensorBoardModule.isIn(folder)) {
      run.with(new TensorBoardModule());
    }
    return new RunSession(spec.commandLine(), progress).run(run);
  }
}
