package io.retort.app;

import io.retort.runtime.experiment.sweep.SweepRun;
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

/** {@code retort sweep}. */
@Command(
    name = "sweep",
    description =
        "Tries values of an experiment's keys, such as temperature and weight, and writes the best"
            + " configuration as a file. Judged by validation samples; test samples are never"
            + " read.",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private JobsOption jobs;
  @Mixin private ProgressOptions progress;

  @Parameters(paramLabel = "FILE", description = "The sweep file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the sweep file, such as seeds=[1,2]. May be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    SweepRun sweep = SweepRun.read(parent.retort(), file, overrides);
    jobs.apply(spec, sweep::jobs);
    return new SweepSession(spec.commandLine(), progress).run(sweep);
  }
}
