package io.retort.core.training;

import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Root mean squared and mean absolute error over all outputs, and the share of the variance that is
 * explained (R²): 1 − Σ(prediction − truth)² / Σ(truth − mean)² of each output, and of these the
 * mean, as scikit-learn's {@code r2_score(multioutput='uniform_average')}. R² is undefined where
 * the true values of an output do not vary, or by no more than a 32-bit number near them can tell.
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

  static Metrics measure(Predictions predictions, Tensor labels, List<String> names) {
    int outputs = names.size();
    int samples = predictions.rows().length;
    double squared = 0;
    double absolute = 0;
    double explained = 0;
    List<String> constant = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      double mean = 0;
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < samples; i++) {
        float truth = labels.get(i * outputs + output);
        mean += (double) truth / samples;
        smallest = Math.min(smallest, truth);
        largest = Math.max(largest, truth);
      }
      double residual = 0;
      double variance = 0;
      for (int i = 0; i < samples; i++) {
        float truth = labels.get(i * outputs + output);
        double difference = (double) predictions.rows()[i][output] - truth;
        residual += difference * difference;
        absolute += Math.abs(difference);
        variance += (truth - mean) * (truth - mean);
      }
      squared += residual;
      explained += (1 - residual / variance) / outputs;
      if ((double) largest - smallest <= Math.ulp(Math.max(largest, -smallest))) {
        constant.add(names.get(output));
      }
    }
    int count = samples * outputs;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rmse", Math.sqrt(squared / count));
    figures.put("mean-absolute-error", absolute / count);
    figures.put("r2", constant.isEmpty() ? explained : Double.NaN);
    return new Metrics(
        "rmse", false, figures, constant.isEmpty() ? Map.of() : Map.of("r2", reason(constant)));
  }

  private static String reason(List<String> constant) {
    return "the true values of "
        + String.join(", ", constant.stream().map(name -> "'" + name + "'").toList())
        + " do not vary";
  }
}
