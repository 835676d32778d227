package io.retort.losses.metric;

import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValuePredictions;
import java.util.function.DoubleUnaryOperator;

/** The mean over samples and values of what an error costs. */
final class ValueErrors {

  private ValueErrors() {}

  /**
   * The mean.
   *
   * @param cost of an error, prediction minus truth
   */
  static Measurement mean(ValuePredictions predictions, DoubleUnaryOperator cost) {
    int n = predictions.size();
    int outputs = predictions.values().size();
    double sum = 0;
    for (int output = 0; output < outputs; output++) {
      for (int i = 0; i < n; i++) {
        sum += cost.applyAsDouble(predictions.error(i, output));
      }
    }
    return Measurement.of(sum / ((long) n * outputs))
        .withSamples(n, i -> ofSample(predictions, i, cost));
  }

  private static double ofSample(
      ValuePredictions predictions, int sample, DoubleUnaryOperator cost) {
    int outputs = predictions.values().size();
    double sum = 0;
    for (int output = 0; output < outputs; output++) {
      sum += cost.applyAsDouble(predictions.error(sample, output));
    }
    return sum / outputs;
  }
}
