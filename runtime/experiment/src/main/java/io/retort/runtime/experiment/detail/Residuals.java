package io.retort.runtime.experiment.detail;

import io.retort.core.metric.ValuePredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far the models of one arm are off, value by value, over all of its seeds. */
final class Residuals {
  private static final int[] PERCENT = {0, 5, 25, 50, 75, 95, 100};

  private final List<List<double[]>> errors = new ArrayList<>();

  Residuals(int values) {
    for (int i = 0; i < values; i++) {
      errors.add(new ArrayList<>());
    }
  }

  void add(ValuePredictions said) {
    for (int value = 0; value < errors.size(); value++) {
      double[] own = new double[said.size()];
      for (int i = 0; i < own.length; i++) {
        own[i] = said.error(i, value);
      }
      errors.get(value).add(own);
    }
  }

  List<OfValue> counted() {
    return errors.stream().map(Residuals::of).toList();
  }

  private static OfValue of(List<double[]> seeds) {
    double[] sorted = seeds.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    double[] quantiles =
        Arrays.stream(PERCENT)
            .mapToDouble(percent -> sorted[(int) Math.round(percent / 100.0 * (sorted.length - 1))])
            .toArray();
    return new OfValue(
        Arrays.stream(sorted).average().orElse(Double.NaN),
        Math.sqrt(Arrays.stream(sorted).map(error -> error * error).average().orElse(Double.NaN)),
        PERCENT,
        quantiles);
  }

  /**
   * The errors of one value, in the units of the data.
   *
   * @param mean prediction minus truth
   * @param rootMeanSquare their root mean square
   * @param percent which of the sorted errors the quantiles are
   * @param quantiles the errors
   */
  record OfValue(double mean, double rootMeanSquare, int[] percent, double[] quantiles) {}
}
