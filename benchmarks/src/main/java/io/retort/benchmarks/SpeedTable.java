package io.retort.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The figures of both sides, and how many times faster Retort is.
 *
 * @param rows by workload and precision
 */
record SpeedTable(Map<String, StepTimes> rows) {

  void print(PrintStream out, boolean compared) {
    out.println("Microseconds a step: the median of blocks, and of that the median over rounds.");
    out.printf("%-20s %12s %12s", "", "Retort kept", "Retort live");
    out.println(compared ? "   PyTorch kept  PyTorch live   like for like   live script" : "");
    rows.forEach((name, times) -> row(out, name, times, compared));
    if (compared) {
      out.printf(
          Locale.ROOT,
          "%-20s %52s %15.2f %13.2f%n",
          "geometric mean",
          "",
          mean(SpeedTable::likeForLike),
          mean(SpeedTable::liveScript));
      out.println(
          "Like for like: PyTorch with the teacher's outputs kept, over Retort with them kept."
              + " Live script: PyTorch with the teacher in every step, over Retort with its outputs"
              + " kept.");
    }
  }

  private static void row(PrintStream out, String name, StepTimes times, boolean compared) {
    out.printf(
        Locale.ROOT,
        "%-20s %12.1f %12.1f",
        name,
        times.median("retort cached"),
        times.median("retort live"));
    if (compared) {
      out.printf(
          Locale.ROOT,
          " %14.1f %13.1f %15.2f %13.2f",
          times.median("pytorch cached"),
          times.median("pytorch live"),
          likeForLike(times),
          liveScript(times));
    }
    out.println();
  }

  private static double likeForLike(StepTimes times) {
    return times.median("pytorch cached") / times.median("retort cached");
  }

  private static double liveScript(StepTimes times) {
    return times.median("pytorch live") / times.median("retort cached");
  }

  private double mean(ToDoubleFunction<StepTimes> ratio) {
    return Math.exp(
        rows.values().stream().mapToDouble(ratio).map(Math::log).average().orElse(Double.NaN));
  }
}
