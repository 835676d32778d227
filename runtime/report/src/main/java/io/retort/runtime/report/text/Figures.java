package io.retort.runtime.report.text;

import io.retort.core.progress.Unit;
import java.util.List;
import java.util.Locale;

/** Figures as people read them. */
public final class Figures {
  /** Below it, a figure in units of the data is 0 for all purposes. */
  private static final double SMALLEST = 1e-12;

  /** From here on, figures do without some of their decimals. */
  private static final double LARGE = 100;

  private Figures() {}

  /**
   * A figure: shares in percent, others with four decimals unless they are large or small.
   *
   * @param unit in what it is given
   * @param value the figure
   * @return such as {@code 97.33%}
   */
  public static String of(Unit unit, double value) {
    if (!Double.isFinite(value)) {
      return "undefined";
    }
    return unit == Unit.SHARE
        ? String.format(Locale.ROOT, "%.2f%%", 100 * value)
        : String.format(Locale.ROOT, "%." + decimals(value) + "f", value);
  }

  /**
   * A mean and the standard deviation around it.
   *
   * @param unit in what they are given
   * @param mean the mean
   * @param deviation the deviation
   * @return such as {@code 94.09% ± 1.56%}
   */
  public static String spread(Unit unit, double mean, double deviation) {
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

  /**
   * The mean of several figures and their standard deviation; of one, the figure alone.
   *
   * @param unit in what they are given
   * @param values at least one
   * @return such as {@code 94.09% ± 1.56%}
   */
  public static String spread(Unit unit, List<Double> values) {
    double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return values.size() < 2
        ? of(unit, mean)
        : spread(unit, mean, Math.sqrt(squares / (values.size() - 1)));
  }

  /**
   * A difference, with its sign; of shares in percentage points.
   *
   * @param unit in what the figures are given
   * @param value one minus the other
   * @return such as {@code +3.23}
   */
  public static String difference(Unit unit, double value) {
    return unit == Unit.SHARE
        ? String.format(Locale.ROOT, "%+.2f", 100 * value)
        : String.format(Locale.ROOT, "%+." + decimals(value) + "f", value);
  }

  /**
   * A figure for other programs, as for people who compare two of them by hand.
   *
   * @param value the figure
   * @return with six decimals
   */
  public static String exact(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
