package io.retort.losses.metric;

import io.retort.core.data.Task;
import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Metric;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.progress.Unit;
import java.util.List;

/**
 * The share of samples whose true class is among the k most likely ones; of classes that are as
 * likely, the first count, so that for k = 1 it is accuracy. Heads with no more than k classes have
 * none: every prediction would be right.
 *
 * @param k how many classes may be named
 */
public record TopKAccuracy(
    @Doc("How many classes the model may name.") @Default("5") @Range(min = 1) int k)
    implements ClassMetric {

  @Override
  public String name() {
    return "top-" + k + "-accuracy";
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
  public List<? extends Metric> on(Task task) {
    return task.outputs() > k ? List.of(this) : List.of();
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return Measurement.mean(predictions.size(), i -> before(predictions, i) < k ? 1 : 0);
  }

  /** How many classes the model prefers to the true one. */
  private static int before(ClassPredictions predictions, int sample) {
    int label = predictions.label(sample);
    int before = 0;
    for (int c = 0; c < predictions.classes().size(); c++) {
      before += c != label && predictions.prefers(sample, c, label) ? 1 : 0;
    }
    return before;
  }
}
