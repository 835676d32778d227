package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import java.util.List;

/** The shape of a node's output, or an error that names the node and what it was given. */
final class ShapeInference implements LayerVisitor<Shape> {
  /**
   * Windows may be larger than what they see, whose rest is padding, as the last layers of networks
   * for larger images are. So far beyond it they are mistakes.
   */
  private static final int BEYOND = 64;

  private final Node node;
  private final List<Shape> inputs;
  private final Shape input;

  private ShapeInference(Node node, List<Shape> inputs) {
    this.node = node;
    this.inputs = inputs;
    this.input = inputs.get(0);
  }

  static Shape infer(Node node, List<Shape> inputs) {
    return node.layer().accept(new ShapeInference(node, inputs));
  }

  @Override
  public Shape dense(Layer.Dense dense) {
    require(
        input.rank() == 1 || input.rank() == 2,
        "a vector or a sequence; put a flatten node before it");
    return input.rank() == 1 ? Shape.of(dense.units()) : Shape.of(input.extent(0), dense.units());
  }

  @Override
  public Shape conv2d(Layer.Conv2d conv) {
    image();
    require(
        input.extent(0) % conv.groups() == 0,
        "a number of channels that divides into " + conv.groups() + " groups");
    return window(conv.filters(), conv.kernel(), conv.stride(), conv.dilation(), conv.padding());
  }

  @Override
  public Shape maxPool(Layer.MaxPool pool) {
    return pool(pool.size(), pool.stride(), pool.padding());
  }

  @Override
  public Shape avgPool(Layer.AvgPool pool) {
    return pool(pool.size(), pool.stride(), pool.padding());
  }

  @Override
  public Shape globalAvgPool(Layer.GlobalAvgPool pool) {
    image();
    return Shape.of(input.extent(0));
  }

  @Override
  public Shape upsample(Layer.Upsample upsample) {
    image();
    return Shape.of(
        input.extent(0),
        times(input.extent(1), upsample.factor().height()),
        times(input.extent(2), upsample.factor().width()));
  }

  @Override
  public Shape batchNorm(Layer.BatchNorm norm) {
    require(input.rank() == 3 || input.rank() == 1, "an image or a vector");
    return input;
  }

  @Override
  public Shape activation(Layer.Activation activation) {
    return input;
  }

  @Override
  public Shape dropout(Layer.Dropout dropout) {
    return input;
  }

  @Override
  public Shape flatten(Layer.Flatten flatten) {
    return Shape.of(input.elements());
  }

  @Override
  public Shape reshape(Layer.Reshape reshape) {
    require(
        reshape.shape().elements() == input.elements(),
        "as many values as " + reshape.shape() + " has, " + reshape.shape().elements());
    return reshape.shape();
  }

  @Override
  public Shape add(Layer.Add sum) {
    require(inputs.stream().allMatch(input::equals), "inputs of one shape");
    return input;
  }

  @Override
  public Shape concat(Layer.Concat concat) {
    long joined = 0;
    for (Shape shape : inputs) {
      require(
          shape.rank() == input.rank()
              && shape.elements() / shape.extent(0) == input.elements() / input.extent(0)
              && sameInnerAxes(shape),
          "inputs that differ in their first axis only");
      joined += shape.extent(0);
    }
    int[] extents = input.toArray();
    extents[0] = (int) Math.min(Integer.MAX_VALUE, joined);
    return Shape.of(extents);
  }

  @Override
  public Shape embedding(Layer.Embedding embedding) {
    tokens();
    return Shape.of(input.extent(0), embedding.size());
  }

  @Override
  public Shape embeddingBag(Layer.EmbeddingBag bag) {
    tokens();
    return Shape.of(bag.size());
  }

  private void tokens() {
    require(input.rank() == 1, "a sequence of whole numbers [time]");
  }

  @Override
  public Shape conv1d(Layer.Conv1d conv) {
    sequence();
    require(
        input.extent(1) % conv.groups() == 0,
        "a number of features that divides into " + conv.groups() + " groups");
    int time = input.extent(0);
    int covered = extent(conv.kernel(), conv.dilation(), time, conv.padding());
    int steps = conv.padding().output(time, covered, conv.stride());
    require(
        steps >= 1,
        "a sequence of at least " + covered + " steps after its padding of " + conv.padding());
    return Shape.of(steps, conv.filters());
  }

  @Override
  public Shape poolOverTime(Layer.PoolOverTime pool) {
    sequence();
    return Shape.of(input.extent(1));
  }

  @Override
  public Shape lstm(Layer.Lstm lstm) {
    return recurrent(lstm.units(), lstm.returns(), lstm.bidirectional());
  }

  @Override
  public Shape gru(Layer.Gru gru) {
    return recurrent(gru.units(), gru.returns(), gru.bidirectional());
  }

  private Shape pool(Extent size, Extent stride, Padding padding) {
    image();
    // A window that sees the margin alone has no largest value and no mean.
    if (padding.amount() >= Math.min(size.height(), size.width())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Node '"
              + node.name()
              + "' has a padding of "
              + padding
              + ", which a window of "
              + size
              + " can lie in as a whole; use a smaller padding or a larger window");
    }
    return window(input.extent(0), size, stride, Extent.of(1), padding);
  }

  private Shape window(
      int channels, Extent kernel, Extent stride, Extent dilation, Padding padding) {
    int height = extent(kernel.height(), dilation.height(), input.extent(1), padding);
    int width = extent(kernel.width(), dilation.width(), input.extent(2), padding);
    int rows = padding.output(input.extent(1), height, stride.height());
    int columns = padding.output(input.extent(2), width, stride.width());
    require(
        rows >= 1 && columns >= 1,
        "an image of at least " + height + "x" + width + " after its padding of " + padding);
    return Shape.of(channels, rows, columns);
  }

  /** What a window covers along one axis. */
  private int extent(int kernel, int dilation, int image, Padding padding) {
    long extent = (kernel - 1L) * dilation + 1;
    long seen = 2L * image + BEYOND;
    if (extent > Integer.MAX_VALUE || (padding.same() && extent > seen)) {
      throw new IllegalArgumentException(
          "its window covers "
              + extent
              + " values along an axis of "
              + image
              + "; use a smaller one");
    }
    return (int) extent;
  }

  /** Beyond the limits of shapes in any case where it is beyond those of numbers. */
  private static int times(int extent, int factor) {
    return (int) Math.min(Integer.MAX_VALUE, (long) extent * factor);
  }

  private boolean sameInnerAxes(Shape shape) {
    return shape.rank() == 1 || shape.sample().equals(input.sample());
  }

  private Shape recurrent(int units, Layer.Returns returns, boolean bidirectional) {
    sequence();
    int states = times(units, bidirectional ? 2 : 1);
    return switch (returns) {
      case SEQUENCE -> Shape.of(input.extent(0), states);
      case LAST -> Shape.of(states);
    };
  }

  private void sequence() {
    require(input.rank() == 2, "a sequence [time, features]; put a reshape node before it");
  }

  private void image() {
    require(input.rank() == 3, "an image [channels, height, width]");
  }

  private void require(boolean fits, String expected) {
    if (!fits) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Node '"
              + node.name()
              + "' ("
              + node.layer().getClass().getSimpleName()
              + ") gets "
              + (inputs.size() == 1 ? "the shape " + input : "the shapes " + inputs)
              + " from "
              + String.join(", ", node.inputs())
              + "; it needs "
              + expected);
    }
  }
}
