package io.retort.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The figures of both sides, and how many times faster Retort is.
 *
 * @param rows by workload and precision
 */
record SpeedTable(Map<String, StepTimes> rows) {

  /** Prints it, with the columns of a peer if there is one. */
  void print(PrintStream out, Optional<String> peer) {
    boolean compared = peer.isPresent();
    out.println("Microseconds a step: the median of blocks, and of that the median over rounds.");
    out.printf("%-28s %12s %12s", "", "Retort kept", "Retort live");
    out.println(
        peer.map(
                name ->
                    String.format(
                        " %14s %13s %15s %14s %13s",
                        name + " kept",
                        name + " live",
                        "like for like",
                        "live for live",
                        "live script"))
            .orElse(""));
    rows.forEach((name, times) -> row(out, name, times, compared));
    if (compared) {
      out.printf(
          Locale.ROOT,
          "%-28s %53s %15.2f %14.2f %13.2f%n",
          "geometric mean",
          "",
          mean(SpeedTable::likeForLike),
          mean(SpeedTable::liveForLive),
          mean(SpeedTable::liveScript));
      out.println(
          "Like for like: both with the teacher's outputs kept. Live for live: both with the"
              + " teacher in every step. Live script: the other with the teacher in every step,"
              + " Retort with its outputs kept.");
    }
  }

  private static void row(PrintStream out, String name, StepTimes times, boolean compared) {
    out.printf(
        Locale.ROOT,
        "%-28s %12.1f %12.1f",
        name,
        times.median("retort cached"),
        times.median("retort live"));
    if (compared) {
      out.printf(
          Locale.ROOT,
          " %14.1f %13.1f %15.2f %14.2f %13.2f",
          times.median("peer cached"),
          times.median("peer live"),
          likeForLike(times),
          liveForLive(times),
          liveScript(times));
    }
    out.println();
  }

  private static double likeForLike(StepTimes times) {
    return times.median("peer cached") / times.median("retort cached");
  }

  private static double liveForLive(StepTimes times) {
    return times.median("peer live") / times.median("retort live");
  }

  private static double liveScript(StepTimes times) {
    return times.median("peer live") / times.median("retort cached");
  }

  private double mean(ToDoubleFunction<StepTimes> ratio) {
    return Math.exp(
        rows.values().stream().mapToDouble(ratio).map(Math::log).average().orElse(Double.NaN));
  }
}
