package io.retort.backends.cpu.dl4j;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import java.util.Optional;

/** What Deeplearning4j's own layers lack, as a clause; empty for a layer that it has. */
final class ZipFormatGaps implements LayerVisitor<Optional<String>> {
  private ZipFormatGaps() {}

  static Optional<String> of(Layer layer) {
    return layer
        .accept(new ZipFormatGaps())
        .or(
            () ->
                missing(
                    layer.activation() == ActivationFunction.GELU,
                    "has no exact GELU, only approximations"));
  }

  private static Optional<String> missing(boolean used, String clause) {
    return used ? Optional.of(clause) : Optional.empty();
  }

  @Override
  public Optional<String> dense(Layer.Dense layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> conv2d(Layer.Conv2d conv) {
    return missing(conv.groups() > 1, "has no convolution in groups");
  }

  @Override
  public Optional<String> maxPool(Layer.MaxPool layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> avgPool(Layer.AvgPool layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> globalAvgPool(Layer.GlobalAvgPool layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> upsample(Layer.Upsample layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> batchNorm(Layer.BatchNorm layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> activation(Layer.Activation layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dropout(Layer.Dropout layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> flatten(Layer.Flatten layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> reshape(Layer.Reshape layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> add(Layer.Add layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> concat(Layer.Concat layer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> embedding(Layer.Embedding embedding) {
    return missing(
        embedding.padded(), "needs a mask besides the input to know how many steps a sample has");
  }

  @Override
  public Optional<String> embeddingBag(Layer.EmbeddingBag bag) {
    return Optional.of("has no sum of embeddings");
  }

  @Override
  public Optional<String> conv1d(Layer.Conv1d conv) {
    return Optional.of("has no convolution of steps that lie one after another");
  }

  @Override
  public Optional<String> poolOverTime(Layer.PoolOverTime pool) {
    return Optional.of("has no pooling of steps that lie one after another");
  }

  @Override
  public Optional<String> lstm(Layer.Lstm lstm) {
    return missing(lstm.bidirectional(), "has no two directions whose parameters are its own");
  }

  @Override
  public Optional<String> gru(Layer.Gru gru) {
    return Optional.of("has no GRU");
  }
}
