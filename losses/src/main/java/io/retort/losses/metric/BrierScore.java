package io.retort.losses.metric;

import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;

/**
 * The mean squared distance between probabilities and truth (Brier 1950). Of more than two classes
 * it is the sum over the classes, from 0 to 2; of two classes it is that of one of them, from 0 to
 * 1, as scikit-learn's {@code brier_score_loss} with {@code scale_by_half='auto'}. Of labels it is
 * the mean over the labels.
 */
public record BrierScore() implements ClassMetric, LabelMetric {

  @Override
  public String name() {
    return "brier-score";
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
    int classes = predictions.classes().size();
    double factor = classes == 2 ? 0.5 : 1;
    return Measurement.mean(
        predictions.size(),
        i -> {
          double sum = 0;
          for (int c = 0; c < classes; c++) {
            double distance = predictions.probability(i, c) - (c == predictions.label(i) ? 1 : 0);
            sum += distance * distance;
          }
          return factor * sum;
        });
  }

  @Override
  public Measurement measure(LabelPredictions predictions) {
    int labels = predictions.labels().size();
    return Measurement.mean(
        predictions.size(),
        i -> {
          double sum = 0;
          for (int label = 0; label < labels; label++) {
            double distance =
                predictions.probability(i, label) - (predictions.isPresent(i, label) ? 1 : 0);
            sum += distance * distance;
          }
          return sum / labels;
        });
  }
}
