package io.retort.core.metric;

/** A metric for heads that predict any number of labels. */
public interface LabelMetric extends Metric {

  /**
   * Measures.
   *
   * @param predictions what a model says of at least one sample, and what is true
   * @return the figure; undefined, with the reason, where these samples have none
   */
  Measurement measure(LabelPredictions predictions);
}
