package io.retort.core.metric;

/** A metric for heads that predict vectors, for which the teacher sets the target. */
public interface EmbeddingMetric extends Metric {

  /**
   * Measures.
   *
   * @param predictions a model's vectors for at least one sample, and the teacher's
   * @return the figure; undefined, with the reason, where these samples have none
   */
  Measurement measure(EmbeddingPredictions predictions);
}
