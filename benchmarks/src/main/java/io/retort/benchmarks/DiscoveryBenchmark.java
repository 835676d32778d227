package io.retort.benchmarks;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What plugin folders add to the start of the program: {@code retort plugins list} with many of
 * them and with none, in turn, a process each.
 */
@Command(
    name = "benchmarks/discovery",
    description = "Measures what plugin folders add to the start of the program.",
    mixinStandardHelpOptions = true)
final class DiscoveryBenchmark implements Callable<Integer> {
  /** Where Linux tells the processor time of processes that have ended, in hundredths. */
  private static final Path STATISTICS = Path.of("/proc/self/stat");

  @Option(names = "--plugins", defaultValue = "50", description = "Folders. Default: 50.")
  private int plugins;

  @Option(names = "--rounds", defaultValue = "15", description = "Starts of each. Default: 15.")
  private int rounds;

  /** Runs the command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DiscoveryBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path work = Files.createTempDirectory("discovery");
    Path none = Files.createDirectory(work.resolve("none"));
    Path many = Files.createDirectory(work.resolve("many"));
    for (int i = 0; i < plugins; i++) {
      write(many.resolve("acme" + i), i);
    }
    StepTimes times = new StepTimes();
    start(none, new StepTimes());
    start(many, new StepTimes());
    for (int round = 0; round < rounds; round++) {
      start(none, times);
      start(many, times);
    }
    print(System.out, times, none, many);
    delete(work);
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One plugin of two jars: modules, or, every second one, plain jars. */
  private static void write(Path folder, int number) {
    String packageName = "com.acme.p" + number;
    Path library =
        new SourceJar()
            .source(
                "org.ratio.Ratio",
                "package org.ratio; public class Ratio { public static double value() { return "
                    + number
                    + "; } }")
            .write(folder.resolve("ratio.jar"));
    SourceJar plugin =
        new SourceJar()
            .source(
                packageName + ".Steady",
                """
                package %s;
                import io.retort.core.optimizer.*;
                import io.retort.core.plugin.*;
                public final class Steady implements ScheduleProvider<Steady.Settings> {
                  public record Settings(@Doc("Multiplies.") @Default("1") double scale) {}
                  @Override public String name() { return "steady"; }
                  @Override public Class<Settings> configuration() { return Settings.class; }
                  @Override public Schedule create(Settings settings, Context context) {
                    return (step, steps) -> settings.scale() * org.ratio.Ratio.value();
                  }
                }
                """
                    .formatted(packageName))
            .service(ScheduleProvider.class, packageName + ".Steady")
            .with(library)
            .api();
    if (number % 2 == 0) {
      plugin.source(
          "module-info",
          """
          module %s {
            requires io.retort.core;
            requires ratio;
            exports %s;
            provides io.retort.core.optimizer.ScheduleProvider with %s.Steady;
          }
          """
              .formatted(packageName, packageName, packageName));
    }
    plugin.write(folder.resolve("plugin.jar"));
  }

  /** Starts the program once, as users start it. */
  private static void start(Path folder, StepTimes times) {
    Path root = Path.of(System.getProperty("retort.root"));
    List<String> command =
        List.of(
            root.resolve("retort").toString(),
            "plugins",
            "list",
            "--strict",
            "--plugins",
            folder.toString());
    long processors = processorMillis();
    long start = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() != 0) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT, String.join(" ", command) + " failed; its error is above");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RetortException(ErrorKind.ENVIRONMENT, "Interrupted", interrupted);
    }
    times.add("wall " + folder, (System.nanoTime() - start) / 1e6);
    times.add("processor " + folder, (double) (processorMillis() - processors));
  }

  /** The processor time of all processes that were started here and have ended. */
  private static long processorMillis() {
    try {
      String text = Files.readString(STATISTICS);
      // The name of the program, in brackets, may hold blanks; the state follows.
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
      return 10 * (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14)));
    } catch (IOException noLinux) {
      return 0;
    }
  }

  private void print(PrintStream out, StepTimes times, Path none, Path many) {
    out.printf("Milliseconds of 'retort plugins list', %d starts each%n", rounds);
    out.printf("%-26s %10s %12s %10s%n", "", "no folder", plugins + " folders", "more");
    for (String what : List.of("wall", "processor")) {
      List<Double> few = times.rounds().get(what + " " + none);
      List<Double> all = times.rounds().get(what + " " + many);
      row(out, what + " time, median", StepTimes.median(few), StepTimes.median(all));
      row(out, what + " time, least", Collections.min(few), Collections.min(all));
    }
  }

  private static void row(PrintStream out, String name, double none, double many) {
    out.printf(Locale.ROOT, "%-26s %10.0f %12.0f %10.0f%n", name, none, many, many - none);
  }
}
