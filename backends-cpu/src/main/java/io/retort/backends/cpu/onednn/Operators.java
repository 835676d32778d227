package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.function.BiFunction;

/** Chooses the operator of each node. */
final class Operators {
  private final NetworkPlan plan;
  private final Parameters parameters;
  private final BiFunction<String, Double, DropoutMask> masks;
  private final DataTypes types;
  private final Mode mode;
  private final Part.Samples samples;
  private final int batch;
  private final FusedActivations fused;

  /** Masks are given by node and rate, for the step that is being run. */
  Operators(
      NetworkPlan plan,
      List<String> taps,
      Parameters parameters,
      BiFunction<String, Double, DropoutMask> masks,
      DataTypes types,
      Mode mode,
      Part.Samples samples) {
    this.plan = plan;
    this.parameters = parameters;
    this.masks = masks;
    this.types = types;
    this.mode = mode;
    this.samples = samples;
    this.batch = samples.count();
    this.fused = new FusedActivations(plan.description(), taps);
  }

  Operator of(Node node) {
    Layer layer = node.layer();
    String name = node.name();
    Shape input = plan.shape(node.inputs().get(0));
    Shape output = plan.shape(name);
    long[] extents = Extents.of(output, batch);
    DataType type = types.of(node);
    if (layer instanceof Layer.Dense dense) {
      return dense(
          node,
          dense,
          Weight.whole(parameters, name, dense.units(), input.extent(-1)),
          input,
          output);
    } else if (layer instanceof Layer.Conv2d conv) {
      return convolution(node, conv, input, output);
    } else if (layer instanceof Layer.MaxPool pool) {
      return pooling(node, pool.size(), pool.stride(), pool.padding(), true);
    } else if (layer instanceof Layer.AvgPool pool) {
      return pooling(node, pool.size(), pool.stride(), pool.padding(), false);
    } else if (layer instanceof Layer.GlobalAvgPool) {
      Extent image = new Extent(input.extent(1), input.extent(2));
      return new Chain(
          pooling(node, image, image, Padding.VALID, false, input, Shape.of(input.extent(0), 1, 1)),
          new ReshapeOperator(new long[] {batch, input.extent(0), 1, 1}, extents));
    } else if (layer instanceof Layer.Upsample upsample) {
      return input.extent(1) * input.extent(2) == 1
          ? new RepeatedPixel(extents)
          : new UpsampleOperator(upsample, extents);
    } else if (layer instanceof Layer.BatchNorm norm) {
      return new BatchNormOperator(
          norm, name, parameters, mode, !fused.appliedBy(node).isIdentity());
    } else if (layer instanceof Layer.Activation activation) {
      Eltwise function =
          fused.isAppliedBefore(node) ? Eltwise.IDENTITY : new Eltwise(activation.function());
      return new EltwiseOperator(function, mode, fused.derivedLater(node));
    } else if (layer instanceof Layer.Dropout dropout) {
      return mode == Mode.INFERENCE
          ? new ReshapeOperator(extents, extents)
          : new DropoutOperator(() -> masks.apply(name, dropout.rate()), samples.first());
    } else if (layer instanceof Layer.Add) {
      return new Sum(fused.appliedBy(node));
    } else if (layer instanceof Layer.Concat) {
      return new ConcatOperator(extents);
    } else if (layer instanceof Layer.Embedding embedding) {
      return new EmbeddingOperator(embedding, name, parameters);
    } else if (layer instanceof Layer.Lstm lstm) {
      return mode == Mode.TRAINING
          ? new LstmTraining(lstm, name, parameters, input, batch, type)
          : new LstmInference(lstm, name, parameters, input, batch, type);
    } else if (layer instanceof Layer.Gru gru) {
      return mode == Mode.TRAINING
          ? new GruTraining(gru, name, parameters, input, batch, type)
          : new GruInference(gru, name, parameters, input, batch, type);
    }
    // Flatten and Reshape
    return new ReshapeOperator(Extents.of(input, batch), extents);
  }

  private boolean isLast(Node node) {
    return plan.description().nodes().stream()
        .noneMatch(other -> other.inputs().contains(node.name()));
  }

  private Operator dense(Node node, Layer.Dense layer, Weight weight, Shape input, Shape output) {
    return new DenseOperator(
        layer,
        node.name(),
        parameters,
        weight,
        mode,
        input,
        output,
        batch,
        types.of(node),
        isLast(node),
        fused.derivedLater(node));
  }

  /** A convolution of what its window meets, or a product if the window is as large as that. */
  private Operator convolution(Node node, Layer.Conv2d layer, Shape input, Shape output) {
    Geometry window =
        Geometry.of(
            layer.kernel(), layer.stride(), layer.dilation(), layer.padding(), input, output);
    Shape kept = window.kept(input);
    if (!window.isProduct() || layer.groups() > 1) {
      return cropped(
          window,
          input,
          new ConvolutionOperator(
              layer,
              node.name(),
              parameters,
              mode,
              window,
              kept,
              output,
              batch,
              node.inputs().contains(NetworkDescription.INPUT),
              fused.derivedLater(node),
              types.of(node)));
    }
    Layer.Dense product =
        new Layer.Dense(layer.filters(), layer.activation(), layer.bias(), layer.initializer());
    Weight weight = Weight.of(parameters, node.name(), layer, input.extent(0), window).rows();
    return cropped(window, input, dense(node, product, weight, kept, output));
  }

  private Operator pooling(Node node, Extent size, Extent stride, Padding padding, boolean max) {
    Shape input = plan.shape(node.inputs().get(0));
    return pooling(node, size, stride, padding, max, input, plan.shape(node.name()));
  }

  private Operator pooling(
      Node node,
      Extent size,
      Extent stride,
      Padding padding,
      boolean max,
      Shape input,
      Shape output) {
    Geometry window = Geometry.of(size, stride, Extent.of(1), padding, input, output);
    Eltwise inner = max ? fused.innerOf(node) : Eltwise.IDENTITY;
    return cropped(
        window,
        input,
        new PoolingOperator(node.name(), max, window, mode, inner, Extents.of(output, batch)));
  }

  private Operator cropped(Geometry window, Shape input, Operator operator) {
    if (!window.isReached()) {
      return new Chain(new UnreachedImage(window, input, batch), operator);
    }
    return window.crops(input)
        ? new Chain(new CropOperator(window, input, batch), operator)
        : operator;
  }
}
