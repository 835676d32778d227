package io.retort.app;

import io.retort.app.ActivityLines.Piece;
import io.retort.core.Warning;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.runtime.report.text.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Progress as lines, for where there is no terminal. There is one whenever a training has looked at
 * the validation samples. When nothing was printed for two seconds, there is one on what goes on,
 * and the longer that takes, the rarer they become. Warnings go to the standard error.
 */
final class ConsoleProgress implements CommandProgress {
  private static final int WIDTH = 120;
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
  private static final long FIRST_SILENCE = 2_000_000_000L;
  private static final long LONGEST_SILENCE = 30_000_000_000L;

  private final PrintWriter out;
  private final PrintWriter err;
  private final LongSupplier clock;
  private final Activity activity;
  private final Ticker ticker;
  private long lastLine;
  private long silence = FIRST_SILENCE;

  /**
   * Progress in lines.
   *
   * @param out is told how the command gets on
   * @param err is told of warnings
   */
  ConsoleProgress(PrintWriter out, PrintWriter err) {
    this(out, err, System::nanoTime);
  }

  ConsoleProgress(PrintWriter out, PrintWriter err, LongSupplier clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.activity = new Activity(clock);
    this.lastLine = clock.getAsLong();
    this.ticker = new Ticker(500, this::breakSilence);
  }

  @Override
  public synchronized void epoch(EpochReport report) {
    activity.epoch(report);
    if (report.validation().isEmpty() && clock.getAsLong() - lastLine < NANOS_BETWEEN_LINES) {
      return;
    }
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
    print(
        String.format(
            Locale.ROOT,
            "%-9s seed %-4s %-6s step %6d/%d  %s  %s",
            report.training(),
            shortSeed(report),
            report.stage(),
            report.step(),
            report.steps(),
            String.join("  ", Activity.losses(report)),
            validation));
    silence = FIRST_SILENCE;
  }

  /** The teacher's seed is derived and long; it says nothing. */
  private static String shortSeed(EpochReport report) {
    String seed = Long.toString(report.seed());
    return seed.length() > 4 ? "-" : seed;
  }

  @Override
  public void steps(StepReport report) {
    activity.steps(report);
  }

  @Override
  public void phase(PhaseReport report) {
    activity.phase(report);
  }

  @Override
  public synchronized void warning(Warning warning) {
    // After what was printed before, where both go to one terminal.
    out.flush();
    say(err, "warning: " + warning);
  }

  @Override
  public synchronized void message(String message) {
    print(message);
    silence = FIRST_SILENCE;
  }

  @Override
  public synchronized void say(PrintWriter writer, String line) {
    CommandProgress.super.say(writer, line);
    lastLine = clock.getAsLong();
    silence = FIRST_SILENCE;
  }

  /** Says what goes on, if nothing was said for long. */
  synchronized void breakSilence() {
    if (clock.getAsLong() - lastLine >= silence) {
      List<List<Piece>> lines = new ActivityLines(WIDTH, 4, false).of(activity.now());
      print(
          lines.stream()
              .map(
                  line ->
                      ActivityLines.text(
                          line.stream()
                              .filter(piece -> piece.kind() != ActivityLines.Kind.BAR)
                              .toList()))
              .collect(Collectors.joining("; ")));
      silence = Math.min(LONGEST_SILENCE, 2 * silence);
    }
  }

  private void print(String line) {
    CommandProgress.super.say(out, line);
    lastLine = clock.getAsLong();
  }

  @Override
  public void close() {
    ticker.close();
  }
}
