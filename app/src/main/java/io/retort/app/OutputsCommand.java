package io.retort.app;

import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.result.StoredOutput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retort outputs}. */
@Command(
    name = "outputs",
    description = "Lists, verifies and deletes outputs of teachers that are kept for later runs.",
    mixinStandardHelpOptions = true)
final class OutputsCommand implements Runnable {
  private static final String FOLDER = Destination.RUNS + "/teacher-outputs";
  private static final String FOLDER_IS =
      "What experiments have as teacher-outputs.folder; by default " + FOLDER + ".";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "list", description = "Lists what is kept.", mixinStandardHelpOptions = true)
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              defaultValue = FOLDER,
              description = FOLDER_IS)
          Path folder) {
    print(Retort.outputs(folder, false));
    return ExitStatus.DONE;
  }

  @Command(
      name = "verify",
      description =
          "Reads all that is kept and compares checksums. What is damaged is never used, and is"
              + " computed again.",
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              defaultValue = FOLDER,
              description = FOLDER_IS)
          Path folder) {
    List<StoredOutput> outputs = Retort.outputs(folder, true);
    print(outputs);
    boolean damaged = outputs.stream().anyMatch(output -> output.damaged() > 0);
    return damaged ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  @Command(
      name = "prune",
      description = "Deletes what was not used for some time.",
      mixinStandardHelpOptions = true)
  int prune(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              defaultValue = FOLDER,
              description = FOLDER_IS)
          Path folder,
      @Option(
              names = "--unused-for",
              paramLabel = "DAYS",
              defaultValue = "30",
              description = "Days since a run has last used it; by default ${DEFAULT-VALUE}.")
          int days) {
    CommandArgument.atLeast(spec, 0, "--unused-for", days);
    Instant before = Instant.now().minus(Duration.ofDays(days));
    print(Retort.pruneOutputs(folder, output -> !output.used().isAfter(before)));
    return ExitStatus.DONE;
  }

  private void print(List<StoredOutput> outputs) {
    PrintWriter out = spec.commandLine().getOut();
    for (StoredOutput output : outputs) {
      out.printf(
          Locale.ROOT,
          "%-20s %-14s %-8s %9d of %-9d %10.1f MB  %s  %s%s%n",
          output.experiment(),
          output.output(),
          output.format(),
          output.rows(),
          output.samples(),
          output.bytes() / 1e6,
          output.used().toString().substring(0, 10),
          output.folder(),
          output.damaged() == 0 ? "" : "  (damaged: " + output.damaged() + ")");
    }
    double bytes = outputs.stream().mapToLong(StoredOutput::bytes).sum();
    out.printf(Locale.ROOT, "%d in all, %.1f MB%n", outputs.size(), bytes / 1e6);
    out.flush();
  }
}
