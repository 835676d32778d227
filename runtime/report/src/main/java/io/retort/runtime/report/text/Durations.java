package io.retort.runtime.report.text;

import java.util.Locale;

/** Times and rates as people read them. */
public final class Durations {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private Durations() {}

  /**
   * A time in whole seconds.
   *
   * @param seconds the time
   * @return such as {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 10 min}
   */
  public static String of(double seconds) {
    if (seconds < MINUTE) {
      return (int) seconds + " s";
    } else if (seconds < HOUR) {
      return String.format(
          Locale.ROOT, "%d min %02d s", (int) (seconds / MINUTE), (int) (seconds % MINUTE));
    }
    return String.format(
        Locale.ROOT, "%,d h %02d min", (long) (seconds / HOUR), (int) (seconds % HOUR / MINUTE));
  }

  /**
   * A time of which fractions matter, with at most three digits.
   *
   * @param seconds the time
   * @return such as {@code 12 µs}, {@code 1.25 ms}, {@code 846 ms}, {@code 3.4 s}; empty if it is
   *     not a number
   */
  public static String exact(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "";
    } else if (seconds < 0.9995e-3) {
      return String.format(Locale.ROOT, "%.0f µs", 1e6 * seconds);
    } else if (seconds < 0.9995) {
      double millis = 1e3 * seconds;
      int decimals = millis < 9.995 ? 2 : millis < 99.95 ? 1 : 0;
      return String.format(Locale.ROOT, "%." + decimals + "f ms", millis);
    } else if (seconds < MINUTE - 0.05) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return of(Math.max(MINUTE, seconds));
  }

  /**
   * Steps in a second.
   *
   * @param steps how many
   * @return such as {@code 1,234 steps/s}
   */
  public static String rate(double steps) {
    return String.format(Locale.ROOT, steps < 10 ? "%.1f steps/s" : "%,.0f steps/s", steps);
  }
}
