package io.retort.losses.metric;

import io.retort.core.data.Task;
import io.retort.core.metric.ClassMetric;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelMetric;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Metric;
import io.retort.core.plugin.Doc;
import io.retort.core.progress.Unit;
import java.util.List;
import java.util.Optional;

/**
 * The area under the curve of precision over recall, as average precision: {@code Σ (Rₙ − Rₙ₋₁)·Pₙ}
 * over the thresholds, without the straight lines between them that promise too much
 * (scikit-learn's {@code average_precision_score}; Davis and Goadrich 2006). Of several classes or
 * labels it is the mean of each against the rest; those that all samples have, or none, are left
 * out of the mean.
 *
 * @param positive the class or label of which it is, if it is one alone
 */
public record PrAuc(
    @Doc(
            "A class or label, by name, that is told from the others; if it is left out, the mean"
                + " over all of them, or the second of two classes.")
        Optional<String> positive)
    implements ClassMetric, LabelMetric {

  @Override
  public String name() {
    return "pr-auc" + positive.map(name -> " of " + name).orElse("");
  }

  @Override
  public Unit unit() {
    return Unit.NONE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public List<? extends Metric> on(Task task) {
    return positive.isEmpty() || task.names().contains(positive.get()) ? List.of(this) : List.of();
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return OneVersusRest.of(predictions, positive, AveragePrecision::new);
  }

  @Override
  public Measurement measure(LabelPredictions predictions) {
    return OneVersusRest.of(predictions, positive, AveragePrecision::new);
  }
}
