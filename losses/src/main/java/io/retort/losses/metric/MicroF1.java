package io.retort.losses.metric;

import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;

/**
 * F1 over all decisions at probability 0.5. Without any positive decision or label it is 1: nothing
 * was missed, and nothing was made up (scikit-learn's {@code f1_score(average='micro',
 * zero_division=1)}).
 */
public record MicroF1() implements LabelMetric {

  @Override
  public String name() {
    return "micro-f1";
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
    int n = predictions.size();
    // Twice the labels that are predicted and present; labels that are either, both counted.
    int[] both = new int[n];
    int[] either = new int[n];
    int allBoth = 0;
    int allEither = 0;
    for (int i = 0; i < n; i++) {
      for (int label = 0; label < predictions.labels().size(); label++) {
        boolean predicted = predictions.isPredicted(i, label);
        boolean present = predictions.isPresent(i, label);
        both[i] += predicted && present ? 2 : 0;
        either[i] += (predicted ? 1 : 0) + (present ? 1 : 0);
      }
      allBoth += both[i];
      allEither += either[i];
    }
    int doubled = allBoth;
    int total = allEither;
    return Measurement.of(f1(doubled, total))
        .withoutSamples(
            () -> {
              double[] rest = new double[n];
              for (int i = 0; i < n; i++) {
                rest[i] = f1(doubled - both[i], total - either[i]);
              }
              return rest;
            });
  }

  private static double f1(int both, int either) {
    return either == 0 ? 1 : (double) both / either;
  }
}
