package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
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
    int[] hits = new int[BINS];
    double[] confidence = new double[BINS];
    for (int i = 0; i < predictions.size(); i++) {
      int decision = predictions.decision(i);
      double certain = predictions.probability(i, decision);
      int bin = Math.min(BINS - 1, (int) (certain * BINS));
      confidence[bin] += certain;
      hits[bin] += decision == predictions.label(i) ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      // |accuracy − confidence| of the bin, weighted by its share of the samples.
      error += Math.abs(hits[bin] - confidence[bin]) / predictions.size();
    }
    return Measurement.of(error);
  }
}
