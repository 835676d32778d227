package io.retort.app;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name an experiment file and change what it says. */
final class ExperimentFile {
  @Parameters(paramLabel = "FILE", description = "The experiment file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a value of the file, such as strategy.temperature=2 or seeds[0]=7. May be"
              + " repeated.")
  private List<String> overrides = new ArrayList<>();

  ExperimentRun read(Retort retort) {
    return read(retort, List.of());
  }

  /** Reads the file with more changes, which come before those of the user. */
  ExperimentRun read(Retort retort, List<String> changes) {
    List<String> all = new ArrayList<>(changes);
    all.addAll(overrides);
    return retort.experiment(file, all);
  }
}
