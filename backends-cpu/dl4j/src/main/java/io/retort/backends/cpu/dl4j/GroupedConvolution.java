package io.retort.backends.cpu.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution of any number of groups, without its activation, as matrix products over the
 * windows of the image. Deeplearning4j's own layer has no groups, computes its output again in the
 * backward pass, and is several times slower.
 */
final class GroupedConvolution implements CustomOperator {
  private final Layer.Conv2d layer;
  private final Shape input;
  private final Shape output;
  private final int top;
  private final int left;
  private final int rows;
  private final int columns;
  private final boolean first;
  private final ScratchMemory scratch;

  /**
   * A convolution.
   *
   * @param first whether nothing asks for the derivative with respect to the input
   * @param scratch where the windows are laid out
   */
  GroupedConvolution(
      Layer.Conv2d layer, Shape input, Shape output, boolean first, ScratchMemory scratch) {
    this.layer = layer;
    this.input = input;
    this.output = output;
    this.first = first;
    this.scratch = scratch;
    int height = (layer.kernel().height() - 1) * layer.dilation().height() + 1;
    int width = (layer.kernel().width() - 1) * layer.dilation().width() + 1;
    Padding padding = layer.padding();
    this.top = padding.before(input.extent(1), height, layer.stride().height());
    this.left = padding.before(input.extent(2), width, layer.stride().width());
    // ND4J knows equal padding on both sides only; the odd row or column is added to the image.
    this.rows =
        input.extent(1) + padding.after(input.extent(1), height, layer.stride().height()) - top;
    this.columns =
        input.extent(2) + padding.after(input.extent(2), width, layer.stride().width()) - left;
  }

  /** The weights, then the biases. */
  @Override
  public long parameters() {
    return weights() + (layer.bias() ? layer.filters() : 0);
  }

  @Override
  public INDArray forward(INDArray image, INDArray parameters, boolean training) {
    long batch = image.size(0);
    INDArray result =
        Nd4j.createUninitialized(
            image.dataType(),
            new long[] {batch, layer.filters(), output.extent(1), output.extent(2)},
            'c');
    INDArray windows = windows(image);
    Gemm product =
        new Gemm(parameters, false, windows, false, result, filters(), pixels(), depth(), 0);
    run(
        batch,
        (sample, group) -> product.run(weight(group), window(sample, group), pixel(sample, group)));
    if (layer.bias()) {
      Channels.add(result, bias(parameters), result);
    }
    return result;
  }

  @Override
  public INDArray backward(
      INDArray image, INDArray epsilon, INDArray parameters, INDArray gradients) {
    long batch = image.size(0);
    INDArray error = NativeValues.isDense(epsilon) ? epsilon : epsilon.dup('c');
    INDArray windows = windows(image);
    gradients.assign(0);
    Gemm byWeight =
        new Gemm(error, false, windows, true, gradients, filters(), depth(), pixels(), 1);
    run(
        batch,
        (sample, group) ->
            byWeight.run(pixel(sample, group), window(sample, group), weight(group)));
    if (layer.bias()) {
      bias(gradients).assign(error.sum(0, 2, 3));
    }
    if (first) {
      return null;
    }
    Gemm byWindow =
        new Gemm(parameters, true, error, false, windows, depth(), pixels(), filters(), 0);
    run(
        batch,
        (sample, group) ->
            byWindow.run(weight(group), pixel(sample, group), window(sample, group)));
    INDArray derivative =
        Nd4j.createUninitialized(
            image.dataType(), new long[] {batch, input.extent(0), rows, columns}, 'c');
    Nd4j.exec(
        DynamicCustomOp.builder("col2im")
            .addInputs(windows)
            .addOutputs(derivative)
            .addIntegerArguments(
                layer.stride().height(),
                layer.stride().width(),
                top,
                left,
                rows,
                columns,
                layer.dilation().height(),
                layer.dilation().width(),
                0)
            .build());
    return isWhole() ? derivative : within(derivative);
  }

  /** Whether the image needs no further row or column. */
  private boolean isWhole() {
    return rows == input.extent(1) && columns == input.extent(2);
  }

  private INDArray within(INDArray larger) {
    return larger.get(all(), all(), interval(0, input.extent(1)), interval(0, input.extent(2)));
  }

  /**
   * What each output sees: {@code [batch, channels, kernel rows, kernel columns, rows, columns]}.
   */
  private INDArray windows(INDArray image) {
    INDArray read = image;
    if (!isWhole()) {
      read = Nd4j.zeros(image.dataType(), image.size(0), input.extent(0), rows, columns);
      within(read).assign(image);
    }
    INDArray windows =
        scratch.array(
            image.dataType(),
            image.size(0),
            input.extent(0),
            layer.kernel().height(),
            layer.kernel().width(),
            output.extent(1),
            output.extent(2));
    Nd4j.exec(
        DynamicCustomOp.builder("im2col")
            .addInputs(read)
            .addOutputs(windows)
            .addIntegerArguments(
                layer.kernel().height(),
                layer.kernel().width(),
                layer.stride().height(),
                layer.stride().width(),
                top,
                left,
                layer.dilation().height(),
                layer.dilation().width(),
                0)
            .build());
    if (read != image) {
      read.close();
    }
    return windows;
  }

  private interface Step {
    void run(long sample, long group);
  }

  private void run(long batch, Step step) {
    for (long sample = 0; sample < batch; sample++) {
      for (long group = 0; group < layer.groups(); group++) {
        step.run(sample, group);
      }
    }
  }

  private int filters() {
    return layer.filters() / layer.groups();
  }

  private int depth() {
    return input.extent(0) / layer.groups() * layer.kernel().height() * layer.kernel().width();
  }

  private int pixels() {
    return output.extent(1) * output.extent(2);
  }

  private long weights() {
    return (long) layer.filters() * depth();
  }

  /** Where the weights of a group start. */
  private long weight(long group) {
    return group * filters() * depth();
  }

  /** Where the windows of a group of a sample start. */
  private long window(long sample, long group) {
    return (sample * layer.groups() + group) * depth() * pixels();
  }

  /** Where the output of a group of a sample starts. */
  private long pixel(long sample, long group) {
    return (sample * layer.groups() + group) * filters() * pixels();
  }

  private INDArray bias(INDArray values) {
    return values.reshape(parameters()).get(interval(weights(), parameters()));
  }
}
