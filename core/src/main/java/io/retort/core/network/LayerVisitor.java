package io.retort.core.network;

/**
 * Something that is different for each kind of {@link Layer}: a method for each, so that what
 * forgets one does not compile.
 *
 * @param <R> what the methods return
 */
public interface LayerVisitor<R> {

  /**
   * For {@link Layer.Dense}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R dense(Layer.Dense layer);

  /**
   * For {@link Layer.Conv2d}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R conv2d(Layer.Conv2d layer);

  /**
   * For {@link Layer.MaxPool}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R maxPool(Layer.MaxPool layer);

  /**
   * For {@link Layer.AvgPool}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R avgPool(Layer.AvgPool layer);

  /**
   * For {@link Layer.GlobalAvgPool}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R globalAvgPool(Layer.GlobalAvgPool layer);

  /**
   * For {@link Layer.Upsample}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R upsample(Layer.Upsample layer);

  /**
   * For {@link Layer.BatchNorm}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R batchNorm(Layer.BatchNorm layer);

  /**
   * For {@link Layer.Activation}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R activation(Layer.Activation layer);

  /**
   * For {@link Layer.Dropout}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R dropout(Layer.Dropout layer);

  /**
   * For {@link Layer.Flatten}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R flatten(Layer.Flatten layer);

  /**
   * For {@link Layer.Reshape}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R reshape(Layer.Reshape layer);

  /**
   * For {@link Layer.Add}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R add(Layer.Add layer);

  /**
   * For {@link Layer.Concat}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R concat(Layer.Concat layer);

  /**
   * For {@link Layer.Embedding}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R embedding(Layer.Embedding layer);

  /**
   * For {@link Layer.EmbeddingBag}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R embeddingBag(Layer.EmbeddingBag layer);

  /**
   * For {@link Layer.Conv1d}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R conv1d(Layer.Conv1d layer);

  /**
   * For {@link Layer.PoolOverTime}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R poolOverTime(Layer.PoolOverTime layer);

  /**
   * For {@link Layer.Lstm}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R lstm(Layer.Lstm layer);

  /**
   * For {@link Layer.Gru}.
   *
   * @param layer the layer
   * @return what the visitor is for
   */
  R gru(Layer.Gru layer);
}
