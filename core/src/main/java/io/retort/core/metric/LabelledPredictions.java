package io.retort.core.metric;

import io.retort.core.data.Head;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model says of the samples of one head, and what is true of them.
 *
 * <p>All of it is in memory: for each sample the model's row of outputs, 4 bytes for each class,
 * label or value; the truth, 4 bytes for a class or a value and 1 for a label; and for classes 12
 * bytes of what is computed once. A metric keeps none of it.
 */
public sealed interface LabelledPredictions
    permits ClassPredictions, LabelPredictions, ValuePredictions {

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  int size();

  /**
   * Some of the samples.
   *
   * @param samples their indexes
   * @return what is said and true of these, in their order
   */
  LabelledPredictions subset(int[] samples);

  /**
   * Whether a metric is for heads of this task.
   *
   * @param metric any metric
   * @return what its type says
   */
  boolean measures(Metric metric);

  /**
   * Lets a metric measure.
   *
   * @param metric any metric
   * @return what it has found; empty if it is not for heads of this task
   */
  Optional<Measurement> measure(Metric metric);

  /**
   * What the samples contribute to a figure, by which it is judged whether a difference between
   * models is more than chance.
   *
   * @param metric a metric for heads of this task
   * @return a value for each sample: its own where the figure is a mean over samples, otherwise the
   *     jackknife's pseudovalue, with which the figure varies from one set of samples to another as
   *     a mean does. Of many samples they may be those of {@value Jackknife#GROUPS} groups, the
   *     same ones for all models. Not a number where the figure is undefined, or is so without a
   *     sample
   */
  default double[] contributions(Metric metric) {
    Measurement all = measure(metric).orElseThrow();
    return all.contributions().orElse(() -> Jackknife.of(metric, this, all.value())).get();
  }

  /**
   * Puts predictions and truth together.
   *
   * @param head the head
   * @param predictions what a model says of all samples, values on the scale of the samples
   * @param samples the samples
   * @return both, values in the units of the data
   */
  static LabelledPredictions of(Head head, Predictions predictions, Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    try (Target.GroundTruth truth = samples.labels(head.name(), all)) {
      return truth.match(
          classes -> ClassPredictions.of(head.task().names(), predictions, classes.labels()),
          labels ->
              LabelPredictions.of(head.task().names(), predictions, labels.values().toArray()),
          values -> {
            RowMapping units = ((Task.Regression) head.task()).toUnits();
            units.apply(values.values(), values.values());
            return ValuePredictions.of(
                head.task().names(), predictions.map(units), values.values().toArray());
          });
    }
  }
}
