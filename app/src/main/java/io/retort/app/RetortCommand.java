package io.retort.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
      ResumeCommand.class,
      RunsCommand.class,
      OutputsCommand.class,
      ValidateCommand.class,
      EvaluateCommand.class,
      ReportCommand.class,
      CompareCommand.class,
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
final class RetortCommand extends GlobalOptions implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do");
  }
}
