package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;
import java.util.stream.IntStream;

/**
 * The mean F1 of the classes or labels that are there or decided for (scikit-learn's {@code
 * f1_score(average='macro')}, whose labels are by default just those). If there is none of them,
 * nothing was missed and nothing was made up: 1. It says something that other figures do not where
 * one class has most of the samples.
 */
public record MacroF1() implements ClassMetric, LabelMetric {

  @Override
  public String name() {
    return "macro-f1";
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
    return counts.isImbalanced() ? of(counts) : of(counts).asRedundant();
  }

  @Override
  public Measurement measure(LabelPredictions predictions) {
    return of(ClassCounts.of(predictions)).asRedundant();
  }

  private static Measurement of(ClassCounts counts) {
    return Measurement.of(
        IntStream.range(0, counts.classes())
            .filter(c -> counts.present()[c] + counts.decided()[c] > 0)
            .mapToDouble(counts::f1)
            .average()
            .orElse(1));
  }
}
