package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;
import java.util.stream.IntStream;

/**
 * The mean recall of the classes that there are (scikit-learn's {@code balanced_accuracy_score}).
 * It says something that accuracy does not where one class has most of the samples.
 */
public record BalancedAccuracy() implements ClassMetric {

  @Override
  public String name() {
    return "balanced-accuracy";
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
    ClassCounts counts = ClassCounts.of(predictions);
    Measurement mean =
        Measurement.of(
            IntStream.range(0, counts.classes())
                .filter(c -> counts.present()[c] > 0)
                .mapToDouble(counts::recall)
                .average()
                .orElseThrow());
    return counts.isImbalanced() ? mean : mean.asRedundant();
  }
}
