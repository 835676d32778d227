package io.retort.app;

import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    return retort.experiment(file, overrides);
  }

  /**
   * Reads the file with more changes, which come before those of the user.
   *
   * @throws ParameterException if an option is refused that stands for a change
   */
  ExperimentRun read(CommandSpec spec, Retort retort, List<Shorthand> changes) {
    List<String> all = new ArrayList<>();
    changes.forEach(change -> all.add(change.change()));
    all.addAll(overrides);
    try {
      return retort.experiment(file, all);
    } catch (ConfigurationException refusal) {
      String said = refusal.getMessage();
      for (Shorthand change : changes) {
        if (said.lines().anyMatch(change::isBlamed)) {
          throw new ParameterException(spec.commandLine(), inOptions(said, changes), refusal);
        }
      }
      throw refusal;
    }
  }

  private static String inOptions(String problems, List<Shorthand> changes) {
    String said = problems;
    for (Shorthand change : changes) {
      said = change.in(said);
    }
    return said;
  }
}
