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
      return new DenseOperator(dense, name, parameters, mode, input, batch, type, isLast(node));
    } else if (layer instanceof Layer.Conv2d conv) {
      return new ConvolutionOperator(
          conv,
          name,
          parameters,
          mode,
          input,
          output,
          batch,
          node.inputs().contains(NetworkDescription.INPUT),
          fused.derivedLater(node),
          type);
    } else if (layer instanceof Layer.MaxPool pool) {
      Window window = Window.of(pool.size(), pool.stride(), Extent.of(1), pool.padding(), input);
      return new PoolingOperator(name, true, window, mode, fused.innerOf(node), extents);
    } else if (layer instanceof Layer.AvgPool pool) {
      Window window = Window.of(pool.size(), pool.stride(), Extent.of(1), pool.padding(), input);
      return new PoolingOperator(name, false, window, mode, Eltwise.IDENTITY, extents);
    } else if (layer instanceof Layer.GlobalAvgPool) {
      return globalPooling(name, input);
    } else if (layer instanceof Layer.Upsample upsample) {
      return new UpsampleOperator(upsample, extents);
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

  private Operator globalPooling(String node, Shape input) {
    Extent image = new Extent(input.extent(1), input.extent(2));
    long[] pixels = {batch, input.extent(0), 1, 1};
    Window window = Window.of(image, image, Extent.of(1), Padding.VALID, input);
    return new Chain(
        new PoolingOperator(node, false, window, mode, Eltwise.IDENTITY, pixels),
        new ReshapeOperator(pixels, new long[] {batch, input.extent(0)}));
  }
}
