package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.function.BiFunction;

/** Chooses the operator of each node. */
final class Operators {
  private final NetworkPlan plan;
  private final Parameters parameters;
  private final BiFunction<String, Double, DropoutMask> masks;
  private final Mode mode;
  private final int batch;

  /** Masks are given by node and rate, for the step that is being run. */
  Operators(
      NetworkPlan plan,
      Parameters parameters,
      BiFunction<String, Double, DropoutMask> masks,
      Mode mode,
      int batch) {
    this.plan = plan;
    this.parameters = parameters;
    this.masks = masks;
    this.mode = mode;
    this.batch = batch;
  }

  Operator of(Node node) {
    Layer layer = node.layer();
    String name = node.name();
    Shape input = plan.shape(node.inputs().get(0));
    Shape output = plan.shape(name);
    long[] extents = Extents.of(output, batch);
    if (layer instanceof Layer.Dense dense) {
      return new DenseOperator(dense, name, parameters, mode, input, batch);
    } else if (layer instanceof Layer.Conv2d conv) {
      return new ConvolutionOperator(conv, name, parameters, mode, input, output, batch);
    } else if (layer instanceof Layer.MaxPool pool) {
      return pooling(name, true, pool.size(), pool.stride(), pool.padding(), input, extents);
    } else if (layer instanceof Layer.AvgPool pool) {
      return pooling(name, false, pool.size(), pool.stride(), pool.padding(), input, extents);
    } else if (layer instanceof Layer.GlobalAvgPool) {
      return globalPooling(name, input);
    } else if (layer instanceof Layer.Upsample upsample) {
      return new UpsampleOperator(upsample, extents);
    } else if (layer instanceof Layer.BatchNorm norm) {
      return new BatchNormOperator(norm, name, parameters, mode);
    } else if (layer instanceof Layer.Activation activation) {
      return new EltwiseOperator(new Eltwise(activation.function()), mode);
    } else if (layer instanceof Layer.Dropout dropout) {
      return mode == Mode.INFERENCE
          ? new ReshapeOperator(extents, extents)
          : new DropoutOperator(() -> masks.apply(name, dropout.rate()));
    } else if (layer instanceof Layer.Add) {
      return new Sum();
    } else if (layer instanceof Layer.Concat) {
      return new ConcatOperator(extents);
    } else if (layer instanceof Layer.Embedding embedding) {
      return new EmbeddingOperator(embedding, name, parameters);
    } else if (layer instanceof Layer.Lstm lstm) {
      return new LstmOperator(lstm, name, parameters, mode, input, batch);
    } else if (layer instanceof Layer.Gru gru) {
      return new GruOperator(gru, name, parameters, mode, input, batch);
    }
    // Flatten and Reshape
    return new ReshapeOperator(Extents.of(input, batch), extents);
  }

  private Operator pooling(
      String node,
      boolean max,
      Extent size,
      Extent stride,
      Padding padding,
      Shape input,
      long... extents) {
    Window window = Window.of(size, stride, Extent.of(1), padding, input);
    return new PoolingOperator(node, max, window, mode, extents);
  }

  private Operator globalPooling(String node, Shape input) {
    Extent image = new Extent(input.extent(1), input.extent(2));
    long[] pixels = {batch, input.extent(0), 1, 1};
    return new Chain(
        pooling(node, false, image, image, Padding.VALID, input, pixels),
        new ReshapeOperator(pixels, new long[] {batch, input.extent(0)}));
  }
}
