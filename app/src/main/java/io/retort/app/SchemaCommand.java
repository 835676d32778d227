package io.retort.app;

import io.retort.runtime.experiment.labelling.Labelling;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.sweep.Sweep;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort schema}. */
@Command(
    name = "schema",
    description =
        "Writes a JSON Schema of the experiment file, with all plugins that are found, from which"
            + " editors complete and check keys and names.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private OutputOption output;

  @Option(
      names = "--of",
      paramLabel = "FILE-KIND",
      defaultValue = "experiment",
      description = "Of which files: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private FileKind of;

  /** The files that Retort reads. */
  enum FileKind {
    EXPERIMENT(Experiment.class, "An experiment of Retort"),
    SWEEP(Sweep.class, "A sweep of Retort"),
    LABEL(Labelling.class, "A labelling of Retort");

    private final Class<? extends Record> type;
    private final String title;

    FileKind(Class<? extends Record> type, String title) {
      this.type = type;
      this.title = title;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    output.write(parent.retort().schema(of.type, of.title), spec.commandLine().getOut());
    return ExitStatus.DONE;
  }
}
