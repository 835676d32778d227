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
 * The share of the samples of a class, or with a label, that are found: a figure for each of them,
 * or for one. Undefined where there is no such sample.
 *
 * @param positive the class or label; all of them if it is empty
 */
public record Recall(
    @Doc("A class or label, by name; if it is left out, there is a figure for each of them.")
        Optional<String> positive)
    implements ClassMetric, LabelMetric {

  @Override
  public String name() {
    return "recall" + positive.map(name -> " of " + name).orElse("");
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
    return task.names().stream()
        .filter(name -> positive.isEmpty() || name.equals(positive.get()))
        .map(name -> new Recall(Optional.of(name)))
        .toList();
  }

  @Override
  public Measurement measure(ClassPredictions predictions) {
    return of(ClassCounts.of(predictions), predictions.classes(), "is of the class");
  }

  @Override
  public Measurement measure(LabelPredictions predictions) {
    return of(ClassCounts.of(predictions), predictions.labels(), "has the label");
  }

  private Measurement of(ClassCounts counts, List<String> names, String relation) {
    String name =
        positive.orElseThrow(
            () -> new IllegalStateException("Recall is measured of one class at a time, see on"));
    int index = names.indexOf(name);
    return counts.present()[index] == 0
        ? Measurement.undefined("no sample " + relation + " '" + name + "'")
        : Measurement.of(counts.recall(index));
  }
}
