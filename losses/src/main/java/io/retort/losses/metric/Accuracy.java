package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;

/** The share of samples whose most likely class is the true one. */
public record Accuracy() implements ClassMetric {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Unit unit() {
    return Unit.SHARE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return Measurement.mean(
            predictions.size(), i -> predictions.decision(i) == predictions.label(i) ? 1 : 0)
        .withBaseline(ClassCounts.of(predictions).largestShare());
  }
}
