package io.retort.app;

import io.retort.runtime.experiment.Retort;
import io.retort.runtime.plugin.PluginSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code retort}. */
@Command(
    name = "retort",
    description = "Distils large teacher models into small students.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      HelpCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      BenchCommand.class,
      SweepCommand.class,
      LabelCommand.class,
      PredictCommand.class,
      ServeCommand.class,
      NewPluginCommand.class,
      PluginsCommand.class,
      SchemaCommand.class
    })
final class RetortCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Look for plugins in this folder, instead of those of RETORT_PLUGINS and of the folder"
              + " plugins beside the program. May be repeated.")
  private List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--strict",
      scope = ScopeType.INHERIT,
      description = "Stop at once if any plugin cannot be loaded.")
  private boolean strict;

  /** Retort with the plugins that the command line asks for. */
  Retort retort() {
    return Retort.discover(search());
  }

  /** Where the command line looks for plugins. */
  PluginSearch search() {
    return new PluginSearch(
        plugins.isEmpty() ? PluginSearch.configured().folders() : plugins, strict);
  }

  boolean stacktrace() {
    return stacktrace;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do");
  }
}
