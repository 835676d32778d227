package io.retort.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort export}. */
@Command(
    name = "export",
    description = "Writes the saved student of a run in the format of another framework.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path folder;

  @Parameters(paramLabel = "KIND", description = "The format: the name of an exporter.")
  private String kind;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a key of the exporter, such as class-name=IrisStudent. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    Path file;
    CommandLine line = spec.commandLine();
    try (CommandProgress progress = new ConsoleProgress(line.getOut(), line.getErr())) {
      file = parent.retort().export(folder, kind, settings, progress);
    }
    spec.commandLine().getOut().println("The student is in " + file);
    return ExitStatus.DONE;
  }
}
