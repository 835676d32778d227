package io.retort.app;

import io.retort.core.progress.Unit;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {
  /** Below it, a figure in units of the data is 0 for all purposes. */
  private static final double SMALLEST = 1e-12;

  /** From here on, figures do without some of their decimals. */
  private static final double LARGE = 100;

  private Figures() {}

  static String of(Unit unit, double value) {
    if (!Double.isFinite(value)) {
      return "undefined";
    }
    return unit == Unit.SHARE
        ? String.format(Locale.ROOT, "%.2f%%", 100 * value)
        : String.format(Locale.ROOT, "%." + decimals(value) + "f", value);
  }

  /** A mean and the standard deviation around it. */
  static String spread(Unit unit, double mean, double deviation) {
    if (!Double.isFinite(mean)) {
      return of(unit, mean);
    }
    boolean large = unit != Unit.SHARE && Math.abs(mean) >= LARGE;
    return of(unit, mean)
        + " ± "
        + (large
            ? String.format(Locale.ROOT, "%." + decimals(mean) + "f", deviation)
            : of(unit, deviation));
  }

  /** Four; fewer of large numbers, which have five digits in all; two digits of small ones. */
  private static int decimals(double value) {
    double size = Math.abs(value);
    int power = size < SMALLEST ? 0 : (int) Math.floor(Math.log10(size));
    return size >= LARGE ? Math.max(0, 4 - power) : power < -3 ? 1 - power : 4;
  }

  /** A difference, with its sign; of shares in percentage points. */
  static String difference(Unit unit, double value) {
    return unit == Unit.SHARE
        ? String.format(Locale.ROOT, "%+.2f", 100 * value)
        : String.format(Locale.ROOT, "%+." + decimals(value) + "f", value);
  }

  static String exact(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
