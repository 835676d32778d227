package io.retort.losses.metric;

import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValueMetric;
import io.retort.core.metric.ValuePredictions;
import io.retort.core.progress.Unit;

/** The root of the mean squared error over all samples and values. */
public record RootMeanSquaredError() implements ValueMetric {

  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public Unit unit() {
    return Unit.OF_VALUES;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Measurement measure(ValuePredictions predictions) {
    int n = predictions.size();
    int outputs = predictions.values().size();
    double squared = 0;
    for (int output = 0; output < outputs; output++) {
      double residual = 0;
      for (int i = 0; i < n; i++) {
        residual += predictions.error(i, output) * predictions.error(i, output);
      }
      squared += residual;
    }
    return Measurement.of(Math.sqrt(squared / ((long) n * outputs)))
        .withoutSamples(() -> withoutEach(predictions));
  }

  private static double[] withoutEach(ValuePredictions predictions) {
    int n = predictions.size();
    int outputs = predictions.values().size();
    double[] squares = new double[n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int output = 0; output < outputs; output++) {
        squares[i] += predictions.error(i, output) * predictions.error(i, output) / outputs;
      }
      total += squares[i];
    }
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      // Rounding may leave less than nothing where one sample has all of the error.
      rest[i] = Math.sqrt(Math.max(0, total - squares[i]) / (n - 1));
    }
    return rest;
  }
}
