package io.retort.core.metric;

/**
 * What a model says of the samples of one head, and what is true of them: of vectors, that is what
 * the teacher says.
 *
 * <p>All of it is in memory: for each sample the model's row of outputs, 4 bytes for each class,
 * label or value; the truth, 4 bytes for a class or a value and 1 for a label; and for classes 12
 * bytes of what is computed once. A metric keeps none of it.
 */
public sealed interface LabelledPredictions
    permits ClassPredictions, LabelPredictions, ValuePredictions, EmbeddingPredictions {

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
}
