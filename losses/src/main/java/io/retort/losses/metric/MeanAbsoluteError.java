package io.retort.losses.metric;

import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValueMetric;
import io.retort.core.metric.ValuePredictions;
import io.retort.core.progress.Unit;

/** The mean absolute error over all samples and values. */
public record MeanAbsoluteError() implements ValueMetric {

  @Override
  public String name() {
    return "mean-absolute-error";
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
    return ValueErrors.mean(predictions, Math::abs);
  }
}
