package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Chooses the operator of each node. */
final class Operators {
  private final NetworkPlan plan;
  private final Parameters parameters;
  private final BiFunction<String, Double, DropoutMask> masks;
  private final DataTypes types;
  private final Mode mode;
  private final SampleRange samples;
  private final StepCounts steps;
  private final int batch;
  private final FusedActivations fused;
  private final FusedSums sums;
  private final FlattenedImages images;

  /** Masks are given by node and rate, for the step that is being run. */
  Operators(
      NetworkPlan plan,
      List<String> taps,
      Parameters parameters,
      BiFunction<String, Double, DropoutMask> masks,
      DataTypes types,
      Mode mode,
      SampleRange samples,
      StepCounts steps) {
    this.plan = plan;
    this.parameters = parameters;
    this.masks = masks;
    this.types = types;
    this.mode = mode;
    this.samples = samples;
    this.steps = steps;
    this.batch = samples.count();
    this.fused = new FusedActivations(plan.description(), taps);
    this.sums =
        mode == Mode.INFERENCE
            ? new FusedSums(plan.description(), taps, fused, this::addsToWhatIsThere)
            : FusedSums.none();
    this.images = new FlattenedImages(plan, taps);
  }

  /** What the operator of a node reads. */
  List<String> inputs(Node node) {
    return image(node).map(List::of).orElseGet(() -> sums.inputs(node));
  }

  /** The node whose image a dense layer reads instead of its flattened copy. */
  private Optional<String> image(Node node) {
    return mode == Mode.INFERENCE ? images.readBy(node) : Optional.empty();
  }

  Operator of(Node node) {
    if (mode == Mode.INFERENCE && images.isPassedBy(node)) {
      return new UnreadOperator();
    }
    Operator operator = node.layer().accept(new OfNode(node));
    return plan.clears(node) ? new ClearedOperator(operator, steps(node.name())) : operator;
  }

  private StepCounts.OfSample steps(String node) {
    return steps.of(plan.length(node), plan.shape(node).extent(0));
  }

  /** The operator of one node. */
  private final class OfNode implements LayerVisitor<Operator> {
    private final Node node;
    private final String name;
    private final Shape input;
    private final Shape output;
    private final long[] extents;

    OfNode(Node node) {
      this.node = node;
      this.name = node.name();
      this.input = plan.shape(node.inputs().get(0));
      this.output = plan.shape(name);
      this.extents = Extents.of(output, batch);
    }

    @Override
    public Operator dense(Layer.Dense dense) {
      NodeWeight weight = NodeWeight.whole(parameters, name, dense.units(), input.extent(-1));
      Optional<Shape> image = image(node).map(plan::shape);
      Operator product = Operators.this.dense(node, dense, weight, image, input, output);
      return image.isPresent()
          ? new ChainedOperators(new PixelRows(Extents.of(input, batch)), product)
          : product;
    }

    @Override
    public Operator conv2d(Layer.Conv2d conv) {
      return convolution(node, conv, window(conv, input, output), input, output);
    }

    /** As a convolution of images of one row. */
    @Override
    public Operator conv1d(Layer.Conv1d conv) {
      Layer.Conv2d layer =
          new Layer.Conv2d(
              conv.filters(),
              new Extent(1, conv.kernel()),
              new Extent(1, conv.stride()),
              conv.padding(),
              new Extent(1, conv.dilation()),
              conv.groups(),
              conv.activation(),
              conv.bias(),
              conv.initializer());
      Operator convolution =
          convolution(
              node,
              layer,
              WindowGeometry.ofRow(conv, input, output),
              Shape.of(input.extent(1), 1, input.extent(0)),
              Shape.of(output.extent(1), 1, output.extent(0)));
      return new ChainedOperators(
          SequenceImage.of(batch, input.extent(0), input.extent(1)),
          ChainedOperators.trained(
              convolution, SequenceImage.back(batch, output.extent(0), output.extent(1))));
    }

    @Override
    public Operator maxPool(Layer.MaxPool pool) {
      return pooling(node, pool.size(), pool.stride(), pool.padding(), true, input, output);
    }

    @Override
    public Operator avgPool(Layer.AvgPool pool) {
      return pooling(node, pool.size(), pool.stride(), pool.padding(), false, input, output);
    }

    @Override
    public Operator globalAvgPool(Layer.GlobalAvgPool pool) {
      Extent image = new Extent(input.extent(1), input.extent(2));
      Shape pixel = Shape.of(input.extent(0), 1, 1);
      return new ChainedOperators(
          pooling(node, image, image, Padding.VALID, false, input, pixel),
          new ReshapeOperator(Extents.of(pixel, batch), extents));
    }

    @Override
    public Operator upsample(Layer.Upsample upsample) {
      return input.extent(1) * input.extent(2) == 1
          ? new RepeatedPixel(extents)
          : new UpsampleOperator(upsample, extents);
    }

    @Override
    public Operator batchNorm(Layer.BatchNorm norm) {
      return new BatchNormOperator(
          norm, name, parameters, mode, !fused.appliedBy(node).isIdentity());
    }

    @Override
    public Operator activation(Layer.Activation activation) {
      Eltwise function =
          fused.isAppliedBefore(node) ? Eltwise.IDENTITY : new Eltwise(activation.function());
      return new EltwiseOperator(function, mode, fused.derivedLater(node));
    }

    @Override
    public Operator dropout(Layer.Dropout dropout) {
      return mode == Mode.INFERENCE
          ? new ReshapeOperator(extents, extents)
          : new DropoutOperator(() -> masks.apply(name, dropout.rate()), samples.first());
    }

    @Override
    public Operator flatten(Layer.Flatten flatten) {
      return new ReshapeOperator(Extents.of(input, batch), extents);
    }

    @Override
    public Operator reshape(Layer.Reshape reshape) {
      return new ReshapeOperator(Extents.of(input, batch), extents);
    }

    @Override
    public Operator add(Layer.Add sum) {
      return sums.isComputedBefore(node)
          ? new EltwiseOperator(Eltwise.IDENTITY, mode, false)
          : new AddOperator(fused.appliedBy(node));
    }

    @Override
    public Operator concat(Layer.Concat concat) {
      return new ConcatOperator(1, extents);
    }

    @Override
    public Operator embedding(Layer.Embedding embedding) {
      return new EmbeddingOperator(embedding, name, parameters);
    }

    @Override
    public Operator embeddingBag(Layer.EmbeddingBag bag) {
      return new EmbeddingBagOperator(bag, name, parameters);
    }

    @Override
    public Operator poolOverTime(Layer.PoolOverTime pool) {
      return new PoolOverTimeOperator(pool, steps(node.inputs().get(0)));
    }

    @Override
    public Operator lstm(Layer.Lstm lstm) {
      return recurrent().lstm(lstm);
    }

    @Override
    public Operator gru(Layer.Gru gru) {
      return recurrent().gru(gru);
    }

    private RecurrentOperators recurrent() {
      String read = node.inputs().get(0);
      return new RecurrentOperators(
          name,
          parameters,
          input,
          batch,
          types.of(node),
          mode,
          steps(read),
          plan.length(read).isPresent());
    }
  }

  private boolean isLast(Node node) {
    return plan.description().nodes().stream()
        .noneMatch(other -> other.inputs().contains(node.name()));
  }

  /** A multiplication by a weight; of an image as it lies, if there is one. */
  private Operator dense(
      Node node,
      Layer.Dense layer,
      NodeWeight weight,
      Optional<Shape> image,
      Shape input,
      Shape output) {
    long inputs = weight.extents()[1];
    boolean single = batch * (input.elements() / inputs) == 1;
    if (mode == Mode.TRAINING) {
      return new DenseTraining(
          layer,
          node.name(),
          parameters,
          weight,
          input,
          output,
          batch,
          types.of(node),
          isLast(node),
          fused.derivedLater(node));
    }
    IntFunction<Operator> ofSamples =
        count ->
            new DenseInference(
                layer,
                node.name(),
                parameters,
                weight,
                image,
                input,
                output,
                count,
                types.of(node),
                isLast(node));
    return single && inputs > SingleRow.SHORT
        ? new SingleRow(ofSamples.apply(2), inputs, Extents.of(output, batch))
        : ofSamples.apply(batch);
  }

  private static WindowGeometry window(Layer.Conv2d layer, Shape input, Shape output) {
    return WindowGeometry.of(
        layer.kernel(), layer.stride(), layer.dilation(), layer.padding(), input, output);
  }

  private static boolean coversImage(WindowGeometry window, Layer.Conv2d layer) {
    return window.coversImage() && layer.groups() == 1;
  }

  /** Whether a node is a convolution in 32 bits of its whole input. */
  private boolean addsToWhatIsThere(Node node) {
    Layer.Conv2d layer = (Layer.Conv2d) node.layer();
    Shape input = plan.shape(node.inputs().get(0));
    WindowGeometry window = window(layer, input, plan.shape(node.name()));
    return !coversImage(window, layer)
        && window.isReached()
        && !window.crops(input)
        && types.of(node) == DataType.F32;
  }

  /**
   * A convolution of what its window meets, or a matrix multiplication if the window is as large as
   * that.
   */
  private Operator convolution(
      Node node, Layer.Conv2d layer, WindowGeometry window, Shape input, Shape output) {
    Shape kept = window.kept(input);
    if (!coversImage(window, layer)) {
      Optional<Node> sum = sums.computedBy(node);
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
              sum.isPresent(),
              sum.map(fused::appliedBy).orElseGet(() -> new Eltwise(layer.activation())),
              node.inputs().contains(NetworkDescription.INPUT),
              fused.derivedLater(node),
              types.of(node)));
    }
    Layer.Dense dense =
        new Layer.Dense(layer.filters(), layer.activation(), layer.bias(), layer.initializer());
    NodeWeight weight =
        NodeWeight.of(parameters, node.name(), layer, input.extent(0), window).rows();
    return cropped(window, input, dense(node, dense, weight, Optional.empty(), kept, output));
  }

  private Operator pooling(
      Node node,
      Extent size,
      Extent stride,
      Padding padding,
      boolean max,
      Shape input,
      Shape output) {
    WindowGeometry window = WindowGeometry.of(size, stride, Extent.of(1), padding, input, output);
    Eltwise inner = max ? fused.innerOf(node) : Eltwise.IDENTITY;
    return cropped(
        window,
        input,
        new PoolingOperator(node.name(), max, window, mode, inner, Extents.of(output, batch)));
  }

  private Operator cropped(WindowGeometry window, Shape input, Operator operator) {
    if (!window.isReached()) {
      return new ChainedOperators(new UnreachedImage(window, input, batch), operator);
    }
    return window.crops(input)
        ? new ChainedOperators(new CropOperator(window, input, batch), operator)
        : operator;
  }
}
