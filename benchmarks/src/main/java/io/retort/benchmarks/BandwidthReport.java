package io.retort.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the JMH benchmarks and prints, for each pass over memory, the bytes per second that it needs
 * and those of a plain copy of the same traffic, measured in the same run.
 */
final class BandwidthReport {
  private static final String COPY = "copy";

  private BandwidthReport() {}

  /**
   * The program.
   *
   * @param arguments those of JMH, such as a pattern of names
   * @throws RunnerException if a benchmark fails
   * @throws CommandLineOptionException if JMH does not know an argument
   */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    System.out.print(table(new Runner(new CommandLineOptions(arguments)).run()));
  }

  private static String table(Collection<RunResult> results) {
    Map<String, Double> copies = new HashMap<>();
    for (RunResult result : results) {
      if (method(result).equals(COPY)) {
        copies.put(values(result), result.getPrimaryResult().getScore());
      }
    }
    StringBuilder table =
        new StringBuilder(
            "%n%-34s %12s %8s %8s %8s%n".formatted("", "µs", "GB/s", "copy", "share"));
    for (RunResult result : results) {
      Double copy = copies.get(values(result));
      if (!method(result).equals(COPY) && copy != null) {
        double micros = result.getPrimaryResult().getScore();
        double kilobytes = traffic(result.getParams()) / 1e3;
        table.append(
            String.format(
                Locale.ROOT,
                "%-34s %12.2f %8.2f %8.2f %7.0f%%%n",
                values(result),
                micros,
                kilobytes / micros,
                kilobytes / copy,
                100 * copy / micros));
      }
    }
    return table.toString();
  }

  private static long traffic(BenchmarkParams parameters) {
    String loss = parameters.getParam("loss");
    return loss == null
        ? OptimizerBenchmark.traffic(
            parameters.getParam("pass"), Integer.parseInt(parameters.getParam("parameters")))
        : LossBenchmark.traffic(loss);
  }

  private static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String values(RunResult result) {
    BenchmarkParams parameters = result.getParams();
    List<String> values = new ArrayList<>();
    parameters.getParamsKeys().forEach(key -> values.add(parameters.getParam(key)));
    return String.join(" ", values);
  }
}
