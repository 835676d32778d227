package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.ReliabilityBins;
import io.retort.core.progress.Unit;

/**
 * The expected calibration error over bins of equal width (Guo et al. 2017): how far the
 * probability of the most likely class is from the share of samples where that class is right.
 */
public record CalibrationError() implements ClassMetric {
  private static final int BINS = 15;

  @Override
  public String name() {
    return "calibration-error";
  }

  @Override
  public Unit unit() {
    return Unit.SHARE;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return Measurement.of(new ReliabilityBins(BINS).add(predictions).calibrationError());
  }
}
