package io.retort.app;

import java.util.Locale;

/** Times and rates as people read them. */
final class Durations {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private Durations() {}

  /** A time in seconds: {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String of(double seconds) {
    if (seconds < MINUTE) {
      return (int) seconds + " s";
    } else if (seconds < HOUR) {
      return String.format(
          Locale.ROOT, "%d min %02d s", (int) (seconds / MINUTE), (int) (seconds % MINUTE));
    }
    return String.format(
        Locale.ROOT, "%,d h %02d min", (long) (seconds / HOUR), (int) (seconds % HOUR / MINUTE));
  }

  /** A time of which fractions matter: {@code 12 µs}, {@code 1.25 ms}, {@code 3.4 s}. */
  static String exact(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "";
    } else if (seconds < 1e-3) {
      return String.format(Locale.ROOT, "%.0f µs", 1e6 * seconds);
    } else if (seconds < 1) {
      return String.format(Locale.ROOT, "%.2f ms", 1e3 * seconds);
    } else if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return of(seconds);
  }

  /** Steps in a second. */
  static String rate(double steps) {
    return String.format(Locale.ROOT, steps < 10 ? "%.1f steps/s" : "%,.0f steps/s", steps);
  }
}
