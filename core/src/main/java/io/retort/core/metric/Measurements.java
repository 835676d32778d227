package io.retort.core.metric;

import java.util.Optional;

/** Measures by metrics of any task: each is given the predictions that its interface takes. */
public final class Measurements {

  private Measurements() {}

  /**
   * Lets a metric measure.
   *
   * @param metric any metric
   * @param predictions what a model says of at least one sample, and what is true
   * @return what the metric has found; empty if it is not for heads of this task
   */
  public static Optional<Measurement> of(Metric metric, LabelledPredictions predictions) {
    if (metric instanceof ClassMetric own && predictions instanceof ClassPredictions classes) {
      return Optional.of(own.measure(classes));
    }
    if (metric instanceof LabelMetric own && predictions instanceof LabelPredictions labels) {
      return Optional.of(own.measure(labels));
    }
    if (metric instanceof ValueMetric own && predictions instanceof ValuePredictions values) {
      return Optional.of(own.measure(values));
    }
    if (metric instanceof EmbeddingMetric own
        && predictions instanceof EmbeddingPredictions vectors) {
      return Optional.of(own.measure(vectors));
    }
    return Optional.empty();
  }

  /**
   * What the samples contribute to a figure, by which it is judged whether a difference between
   * models is more than chance.
   *
   * @param metric a metric for heads of this task
   * @param predictions what a model says of at least one sample, and what is true
   * @return a value for each sample: its own where the figure is a mean over samples, otherwise the
   *     jackknife's pseudovalue, with which the figure varies from one set of samples to another as
   *     a mean does. Of many samples they may be those of {@value Jackknife#GROUPS} groups, the
   *     same ones for all models. Not a number where the figure is undefined, or is so without a
   *     sample
   */
  public static double[] contributions(Metric metric, LabelledPredictions predictions) {
    Measurement all = of(metric, predictions).orElseThrow();
    return all.contributions()
        .orElse(
            () ->
                Jackknife.of(
                    predictions.size(),
                    all.value(),
                    samples -> figure(metric, predictions.subset(samples))))
        .get();
  }

  private static double figure(Metric metric, LabelledPredictions predictions) {
    return of(metric, predictions).map(Measurement::value).orElse(Double.NaN);
  }
}
