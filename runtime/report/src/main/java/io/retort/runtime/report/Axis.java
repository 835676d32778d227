package io.retort.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Where values lie along one side of a chart.
 *
 * @param low the first value
 * @param high the last value, above it
 * @param start where the first value lies, in units of the picture
 * @param end where the last value lies
 * @param step the distance of named values, unless the axis is logarithmic
 * @param logarithmic whether equal ratios are equally far apart
 * @param words how a value is written
 */
record Axis(
    double low,
    double high,
    double start,
    double end,
    double step,
    boolean logarithmic,
    DoubleFunction<String> words) {
  private static final int TICKS = 5;

  /** An axis that has all of some values, which begins and ends at round numbers. */
  static Axis of(
      double[] values, double start, double end, DoubleFunction<String> words, double... included) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] each : List.of(values, included)) {
      for (double value : each) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    } else if (low == high) {
      double around = Math.max(Math.abs(low) * 0.05, 1e-9);
      low -= around;
      high += around;
    }
    double step = step(high - low);
    return new Axis(
        Math.floor(low / step) * step,
        Math.ceil(high / step) * step,
        start,
        end,
        step,
        false,
        words);
  }

  /** An axis of powers of ten; values that are not above 0 have no place on it. */
  static Axis logarithmic(double[] values, double start, double end, DoubleFunction<String> words) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      if (Double.isFinite(value) && value > 0) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (high == 0) {
      low = 1;
      high = 10;
    }
    double from = Math.floor(Math.log10(low) + 1e-9);
    double to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
    return new Axis(Math.pow(10, from), Math.pow(10, to), start, end, 0, true, words);
  }

  private static double step(double range) {
    double rough = range / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digits = rough / power;
    return power * (digits > 5 ? 10 : digits > 2 ? 5 : digits > 1 ? 2 : 1);
  }

  /** Whether a value has a place on this axis. */
  boolean has(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** Where a value lies. */
  double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return start + Math.max(0, Math.min(1, share)) * (end - start);
  }

  /** The values that are named. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int decades = (int) Math.round(Math.log10(high / low));
      int every = 1 + (decades - 1) / 6;
      for (int i = 0; i <= decades; i += every) {
        ticks.add(low * Math.pow(10, i));
      }
      return ticks;
    }
    for (int i = 0; low + i * step <= high + step / 2 && i < 20; i++) {
      double tick = low + i * step;
      ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
    }
    return ticks;
  }

  /** A number in the picture's units, as short as it can be. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
