package io.retort.core.network;

/** Tells what is true of each layer. */
final class TraitsOfLayer implements LayerVisitor<LayerTraits> {

  @Override
  public LayerTraits dense(Layer.Dense dense) {
    return LayerTraits.NONE.keepingZeros(!dense.bias() && dense.activation().keepsZero());
  }

  @Override
  public LayerTraits conv2d(Layer.Conv2d conv) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits maxPool(Layer.MaxPool pool) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits avgPool(Layer.AvgPool pool) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits globalAvgPool(Layer.GlobalAvgPool pool) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits upsample(Layer.Upsample upsample) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits batchNorm(Layer.BatchNorm norm) {
    return LayerTraits.NONE.mixingSamples();
  }

  @Override
  public LayerTraits activation(Layer.Activation activation) {
    return LayerTraits.NONE
        .keepingNumbers(activation.function() == ActivationFunction.LINEAR)
        .keepingZeros(activation.function().keepsZero());
  }

  @Override
  public LayerTraits dropout(Layer.Dropout dropout) {
    return LayerTraits.NONE.keepingNumbers(true).keepingZeros(true);
  }

  @Override
  public LayerTraits flatten(Layer.Flatten flatten) {
    return LayerTraits.NONE.keepingNumbers(true);
  }

  @Override
  public LayerTraits reshape(Layer.Reshape reshape) {
    return LayerTraits.NONE.keepingNumbers(true);
  }

  @Override
  public LayerTraits add(Layer.Add sum) {
    return LayerTraits.NONE.joining().keepingZeros(true);
  }

  @Override
  public LayerTraits concat(Layer.Concat concat) {
    return LayerTraits.NONE.joining().keepingNumbers(true);
  }

  /** No vector belongs to steps that are not there. */
  @Override
  public LayerTraits embedding(Layer.Embedding embedding) {
    return LayerTraits.NONE.reading(embedding.tokens()).keepingZeros(true);
  }

  @Override
  public LayerTraits embeddingBag(Layer.EmbeddingBag bag) {
    return LayerTraits.NONE.reading(bag.tokens());
  }

  @Override
  public LayerTraits conv1d(Layer.Conv1d conv) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits poolOverTime(Layer.PoolOverTime pool) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits lstm(Layer.Lstm lstm) {
    return LayerTraits.NONE;
  }

  @Override
  public LayerTraits gru(Layer.Gru gru) {
    return LayerTraits.NONE;
  }
}
