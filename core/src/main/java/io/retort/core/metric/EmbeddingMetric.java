package io.retort.core.metric;

/** A metric for heads that predict vectors, of which a teacher says what they are to be. */
public interface EmbeddingMetric extends Metric {

  /**
   * Measures.
   *
   * @param predictions a model's vectors for at least one sample, and the teacher's
   * @return the figure; undefined, with the reason, where these samples have none
   */
  Measurement measure(EmbeddingPredictions predictions);
}
