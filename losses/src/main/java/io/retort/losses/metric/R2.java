package io.retort.losses.metric;

import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValueMetric;
import io.retort.core.metric.ValuePredictions;
import io.retort.core.progress.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The share of the variance that is explained (R²): 1 − Σ(prediction − truth)² / Σ(truth − mean)²
 * of each value, and of these the mean, as scikit-learn's {@code
 * r2_score(multioutput='uniform_average')}. It is undefined where the true values do not vary, or
 * by no more than a 32-bit number near them can tell.
 */
public record R2() implements ValueMetric {

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public Unit unit() {
    return Unit.NONE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Measurement measure(ValuePredictions predictions) {
    int outputs = predictions.values().size();
    double explained = 0;
    List<String> constant = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      Spread truth = Spread.of(predictions, output);
      double residual = 0;
      for (int i = 0; i < predictions.size(); i++) {
        residual += predictions.error(i, output) * predictions.error(i, output);
      }
      explained += (1 - residual / truth.squares()) / outputs;
      if (truth.isConstant()) {
        constant.add("'" + predictions.values().get(output) + "'");
      }
    }
    return constant.isEmpty()
        // Always predicting the mean explains nothing.
        ? Measurement.of(explained).withBaseline(0)
        : Measurement.undefined(
            constant.stream()
                .collect(Collectors.joining(", ", "the true values of ", " do not vary")));
  }

  /**
   * How the true values of an output vary.
   *
   * @param squares Σ(truth − mean)²
   */
  private record Spread(double squares, float smallest, float largest) {

    static Spread of(ValuePredictions predictions, int output) {
      int n = predictions.size();
      double mean = 0;
      float smallest = Float.POSITIVE_INFINITY;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        float truth = predictions.truth(i, output);
        mean += (double) truth / n;
        smallest = Math.min(smallest, truth);
        largest = Math.max(largest, truth);
      }
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double deviation = predictions.truth(i, output) - mean;
        squares += deviation * deviation;
      }
      return new Spread(squares, smallest, largest);
    }

    boolean isConstant() {
      return (double) largest - smallest <= Math.ulp(Math.max(largest, -smallest));
    }
  }
}
