package io.retort.losses.metric;

import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;
import java.util.stream.IntStream;

/** The share of samples with every label right at probability 0.5. */
public record ExactMatch() implements LabelMetric {

  @Override
  public String name() {
    return "exact-match";
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
  public Measurement measure(LabelPredictions predictions) {
    return Measurement.mean(
        predictions.size(),
        i ->
            IntStream.range(0, predictions.labels().size())
                    .allMatch(
                        label ->
                            predictions.isPredicted(i, label) == predictions.isPresent(i, label))
                ? 1
                : 0);
  }
}
