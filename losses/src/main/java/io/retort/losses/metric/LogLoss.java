package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;

/** The mean negative log-likelihood of the true class, in nats. */
public record LogLoss() implements ClassMetric {
  /**
   * Probabilities of 0 are taken for this, so that one confident error does not make all infinite.
   */
  private static final double SMALLEST = 1e-12;

  @Override
  public String name() {
    return "log-loss";
  }

  @Override
  public Unit unit() {
    return Unit.NONE;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return Measurement.mean(
        predictions.size(),
        i -> -Math.log(Math.max(SMALLEST, predictions.probability(i, predictions.label(i)))));
  }
}
