package io.retort.app;

import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.result.BenchResult;
import io.retort.runtime.experiment.settings.BenchSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort bench}. */
@Command(
    name = "bench",
    description =
        "Times the student's training steps of an experiment, without training to the end: the"
            + " median over blocks after a warm-up.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private ExperimentFile file;

  @Option(names = "--backend", description = "The backend to use instead of the file's.")
  private Optional<String> backend = Optional.empty();

  @Option(names = "--precision", description = "The backend's precision, such as f32 or bf16.")
  private Optional<String> precision = Optional.empty();

  @Option(names = "--threads", description = "The backend's number of threads.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--blocks",
      defaultValue = "11",
      description =
          "Blocks whose median counts (default ${DEFAULT-VALUE}). All steps together are at most"
              + " 1,000,000.")
  private int blocks;

  @Option(
      names = "--block-steps",
      defaultValue = "20",
      description = "Steps in a block (default ${DEFAULT-VALUE}).")
  private int blockSteps;

  @Option(
      names = "--warm-up",
      defaultValue = "500",
      description = "Steps before the first block (default ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    BenchSettings settings =
        CommandArgument.of(
            spec,
            () ->
                new BenchSettings(
                    CommandArgument.atLeast(spec, 1, "--blocks", blocks),
                    CommandArgument.atLeast(spec, 1, "--block-steps", blockSteps),
                    CommandArgument.atLeast(spec, 0, "--warm-up", warmUp)));
    ExperimentRun run = file.read(spec, parent.retort(), changes());
    BenchResult result = run.bench(settings);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(result.toJson());
    } else {
      print(result, out);
    }
    out.flush();
    return ExitStatus.DONE;
  }

  /** The options that stand for keys of the file, in the order in which they are set. */
  private List<Shorthand> changes() {
    List<Shorthand> changes = new ArrayList<>();
    backend.ifPresent(
        name ->
            changes.add(
                new Shorthand("--backend", name, "backend={kind: " + Shorthand.text(name) + "}")));
    precision.ifPresent(
        name ->
            changes.add(
                new Shorthand("--precision", name, "backend.precision=" + Shorthand.text(name))));
    threads
        .map(count -> CommandArgument.atLeast(spec, 1, "--threads", count))
        .ifPresent(
            count ->
                changes.add(new Shorthand("--threads", "" + count, "backend.threads=" + count)));
    return changes;
  }

  private static void print(BenchResult result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s on %s, batch %d: microseconds a step, median over blocks%n",
        result.name(),
        result.backend(),
        result.batch());
    out.printf("%-16s %10s %10s%n", "teacher's outputs", "kept", "live");
    line(out, "step", result.cached().median(), result.live().median());
    line(out, "  fastest block", result.cached().fastest(), result.live().fastest());
    line(out, "  slowest block", result.cached().slowest(), result.live().slowest());
    result
        .cached()
        .phases()
        .forEach(
            (phase, micros) -> line(out, "  " + phase, micros, result.live().phases().get(phase)));
    out.printf(
        Locale.ROOT,
        "The %d trainings of %d steps each of the experiment take about %.1f minutes, without the"
            + " teacher's own training.%n",
        result.trainings(),
        result.steps(),
        result.trainings() * result.steps() * result.cached().median() / 60e6);
  }

  private static void line(PrintWriter out, String name, double kept, double live) {
    out.printf(Locale.ROOT, "%-17s %10.1f %10.1f%n", name, kept, live);
  }
}
