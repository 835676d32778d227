package io.retort.core.network;

import io.retort.core.tensor.Shape;

/** How many numbers a layer multiplies with its weights in one sample's forward pass. */
final class Multiplications implements LayerVisitor<Long> {
  private final Shape input;
  private final Shape output;

  private Multiplications(Shape input, Shape output) {
    this.input = input;
    this.output = output;
  }

  static long of(Layer layer, Shape input, Shape output) {
    return layer.accept(new Multiplications(input, output));
  }

  @Override
  public Long dense(Layer.Dense dense) {
    return (long) output.elements() * input.extent(-1);
  }

  @Override
  public Long conv2d(Layer.Conv2d conv) {
    long window = (long) conv.kernel().height() * conv.kernel().width();
    return output.elements() * window * input.extent(0) / conv.groups();
  }

  @Override
  public Long maxPool(Layer.MaxPool pool) {
    return 0L;
  }

  @Override
  public Long avgPool(Layer.AvgPool pool) {
    return 0L;
  }

  @Override
  public Long globalAvgPool(Layer.GlobalAvgPool pool) {
    return 0L;
  }

  @Override
  public Long upsample(Layer.Upsample upsample) {
    return 0L;
  }

  @Override
  public Long batchNorm(Layer.BatchNorm norm) {
    return 0L;
  }

  @Override
  public Long activation(Layer.Activation activation) {
    return 0L;
  }

  @Override
  public Long dropout(Layer.Dropout dropout) {
    return 0L;
  }

  @Override
  public Long flatten(Layer.Flatten flatten) {
    return 0L;
  }

  @Override
  public Long reshape(Layer.Reshape reshape) {
    return 0L;
  }

  @Override
  public Long add(Layer.Add sum) {
    return 0L;
  }

  @Override
  public Long concat(Layer.Concat concat) {
    return 0L;
  }

  @Override
  public Long embedding(Layer.Embedding embedding) {
    return 0L;
  }

  /** Vectors are added up, which takes about as long. */
  @Override
  public Long embeddingBag(Layer.EmbeddingBag bag) {
    return (long) input.elements() * bag.size();
  }

  @Override
  public Long conv1d(Layer.Conv1d conv) {
    return (long) output.elements() * conv.kernel() * input.extent(1) / conv.groups();
  }

  @Override
  public Long poolOverTime(Layer.PoolOverTime pool) {
    return 0L;
  }

  @Override
  public Long lstm(Layer.Lstm lstm) {
    return recurrent(4, lstm.units(), lstm.bidirectional());
  }

  @Override
  public Long gru(Layer.Gru gru) {
    return recurrent(3, gru.units(), gru.bidirectional());
  }

  private long recurrent(long gates, int units, boolean bidirectional) {
    return (bidirectional ? 2 : 1) * gates * units * input.extent(0) * (input.extent(1) + units);
  }
}
