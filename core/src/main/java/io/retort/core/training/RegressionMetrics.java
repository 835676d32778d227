package io.retort.core.training;

import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Root mean squared error, mean absolute error, and the share of the variance that is explained
 * (R²; not a number where the true values do not vary).
 */
final class RegressionMetrics {

  private RegressionMetrics() {}

  static Map<String, double[]> perSample(Predictions predictions, Tensor labels) {
    int n = predictions.rows().length;
    int outputs = predictions.rows()[0].length;
    double[] squares = new double[n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      for (int output = 0; output < outputs; output++) {
        double difference = predictions.rows()[i][output] - labels.get(i * outputs + output);
        squares[i] += difference * difference / outputs;
      }
      all += squares[i];
    }
    double total = all;
    return Map.of(
        "rmse",
        Jackknife.pseudovalues(
            n,
            Math.sqrt(total / n),
            // Rounding may leave less than nothing where one sample has all of the error.
            i -> Math.sqrt(Math.max(0, total - squares[i]) / (n - 1))));
  }

  static Metrics measure(Predictions predictions, Tensor labels) {
    int outputs = predictions.rows()[0].length;
    int count = predictions.rows().length * outputs;
    double[] means = new double[outputs];
    for (int i = 0; i < count; i++) {
      means[i % outputs] += (double) labels.get(i) / predictions.rows().length;
    }
    double squared = 0;
    double absolute = 0;
    double variance = 0;
    for (int i = 0; i < count; i++) {
      double difference = predictions.rows()[i / outputs][i % outputs] - labels.get(i);
      double deviation = labels.get(i) - means[i % outputs];
      squared += difference * difference;
      absolute += Math.abs(difference);
      variance += deviation * deviation;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rmse", Math.sqrt(squared / count));
    figures.put("mean-absolute-error", absolute / count);
    figures.put("r2", variance == 0 ? Double.NaN : 1 - squared / variance);
    return new Metrics("rmse", false, figures);
  }
}
