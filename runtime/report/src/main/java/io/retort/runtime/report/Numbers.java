package io.retort.runtime.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/** Numbers as people read them. */
final class Numbers {

  private Numbers() {}

  /** A figure: shares in percent, others with four significant digits. */
  static String of(boolean share, double value) {
    if (Double.isNaN(value)) {
      return "undefined";
    }
    return share ? percent(value, 2) : plain(value);
  }

  /** A difference, with its sign; of shares in percentage points. */
  static String difference(boolean share, double value) {
    if (Double.isNaN(value)) {
      return "undefined";
    }
    String text = share ? String.format(Locale.ROOT, "%.2f", 100 * value) : plain(value);
    if (text.matches("-?0(\\.0*)?")) {
      // Rounded, it has no sign.
      return text.replace("-", "");
    }
    return (value > 0 ? "+" : "") + text.replace('-', '−');
  }

  /** The labels of an axis, with as many decimals as tell them apart. */
  static DoubleFunction<String> axis(boolean share) {
    return value -> share ? trimmed(percent(value, 2)) : plain(value);
  }

  /** A number of things. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  /** Four significant digits. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "undefined" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size >= 1e6 || (size > 0 && size < 1e-4)) {
      return String.format(Locale.ROOT, "%.3g", value).replace('-', '−');
    }
    int decimals = size == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return zeros(String.format(Locale.ROOT, "%." + decimals + "f", value)).replace('-', '−');
  }

  static String percent(double share, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f%%", 100 * share).replace('-', '−');
  }

  private static String trimmed(String percent) {
    return zeros(percent.substring(0, percent.length() - 1)) + "%";
  }

  private static String zeros(String decimal) {
    return decimal.contains(".") ? decimal.replaceAll("0+$", "").replaceAll("\\.$", "") : decimal;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** The standard deviation of a sample; not a number for fewer than two. */
  static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum();
    return values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
  }

  /** A mean with the deviation of several values around it. */
  static String spread(boolean share, List<Double> values) {
    double deviation = deviation(values);
    String mean = of(share, mean(values));
    return Double.isNaN(deviation) ? mean : mean + " ± " + of(share, deviation);
  }

  /** How many standard deviations a mean's 95% interval reaches to either side. */
  static double halfWidth(int count) {
    return count < 2
        ? Double.NaN
        : TDistribution.of(count - 1.0).inverseCumulativeProbability(0.975) / Math.sqrt(count);
  }
}
