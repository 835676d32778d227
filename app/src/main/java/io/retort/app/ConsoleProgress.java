package io.retort.app;

import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Prints a line whenever a training has looked at the validation samples, and in between so often
 * that the user sees it go on. Warnings go to the standard error.
 */
final class ConsoleProgress implements TrainingListener {
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  private final PrintWriter out;
  private final PrintWriter err;
  private long lastLine = System.nanoTime();

  ConsoleProgress(CommandLine line) {
    this.out = line.getOut();
    this.err = line.getErr();
  }

  @Override
  public void epoch(EpochReport report) {
    if (report.validation().isEmpty() && System.nanoTime() - lastLine < NANOS_BETWEEN_LINES) {
      return;
    }
    lastLine = System.nanoTime();
    String terms =
        // Of the networks beside the student, the metrics log has the terms.
        report
            .terms()
            .getOrDefault(
                DistillationPlan.STUDENT,
                report.terms().values().stream().flatMap(List::stream).toList())
            .stream()
            .map(term -> String.format(Locale.ROOT, "%s %.4f", term.name(), term.value()))
            .collect(Collectors.joining("  "));
    String validation =
        report.validation().entrySet().stream()
            .map(
                head ->
                    "validation "
                        + head.getKey()
                        + " "
                        + head.getValue().score()
                        + " "
                        + Figures.of(head.getValue().unit(), head.getValue().scoreValue()))
            .collect(Collectors.joining("  "));
    out.printf(
        Locale.ROOT,
        "%-9s seed %-4s %-6s step %6d/%d  %s  %s%n",
        report.training(),
        shortSeed(report),
        report.stage(),
        report.step(),
        report.steps(),
        terms,
        validation);
    out.flush();
  }

  /** The teacher's seed is derived and long; it says nothing. */
  private static String shortSeed(EpochReport report) {
    String seed = Long.toString(report.seed());
    return seed.length() > 4 ? "-" : seed;
  }

  @Override
  public void warning(Warning warning) {
    // After what was printed before, where both go to one terminal.
    out.flush();
    err.println("warning: " + warning);
    err.flush();
  }

  @Override
  public void message(String message) {
    out.println(message);
    out.flush();
  }
}
