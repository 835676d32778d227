package io.retort.serving.interpreter;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.Arrays;

/** A convolution as sums of scaled rows: one for each pixel of each filter's kernel. */
final class Conv2dLoops {
  private final Layer.Conv2d layer;
  private final Shape input;
  private final Shape output;
  private final float[] weight;
  private final float[] bias;
  private final int top;
  private final int left;

  Conv2dLoops(Layer.Conv2d layer, Shape input, Shape output, float[] weight, float[] bias) {
    this.layer = layer;
    this.input = input;
    this.output = output;
    this.weight = weight;
    this.bias = bias;
    this.top =
        layer
            .padding()
            .before(
                input.extent(1),
                (layer.kernel().height() - 1) * layer.dilation().height() + 1,
                layer.stride().height());
    this.left =
        layer
            .padding()
            .before(
                input.extent(2),
                (layer.kernel().width() - 1) * layer.dilation().width() + 1,
                layer.stride().width());
  }

  void compute(float[] from, int fromOffset, float[] to, int toOffset) {
    int filters = layer.filters();
    int perGroup = filters / layer.groups();
    int channels = input.extent(0) / layer.groups();
    int plane = input.extent(1) * input.extent(2);
    int outPlane = output.extent(1) * output.extent(2);
    int kernel = layer.kernel().height() * layer.kernel().width();
    for (int filter = 0; filter < filters; filter++) {
      int target = toOffset + filter * outPlane;
      Arrays.fill(to, target, target + outPlane, bias[filter]);
      int first = filter / perGroup * channels;
      for (int c = 0; c < channels; c++) {
        int source = fromOffset + (first + c) * plane;
        int taps = (filter * channels + c) * kernel;
        for (int y = 0; y < layer.kernel().height(); y++) {
          for (int x = 0; x < layer.kernel().width(); x++) {
            float factor = weight[taps + y * layer.kernel().width() + x];
            addPlane(from, source, to, target, y, x, factor);
          }
        }
      }
    }
  }

  /** Adds what one pixel of a kernel sees of one channel. */
  private void addPlane(
      float[] from, int source, float[] to, int target, int y, int x, float factor) {
    int rowShift = y * layer.dilation().height() - top;
    int columnShift = x * layer.dilation().width() - left;
    int strideX = layer.stride().width();
    int width = input.extent(2);
    int outWidth = output.extent(2);
    int begin = columnShift >= 0 ? 0 : (-columnShift + strideX - 1) / strideX;
    int last = width - 1 - columnShift;
    int end = last < 0 ? 0 : Math.min(outWidth, last / strideX + 1);
    for (int row = 0; row < output.extent(1); row++) {
      int sourceRow = row * layer.stride().height() + rowShift;
      if (sourceRow >= 0 && sourceRow < input.extent(1)) {
        int in = source + sourceRow * width + columnShift;
        int out = target + row * outWidth;
        if (strideX == 1) {
          for (int column = begin; column < end; column++) {
            to[out + column] += factor * from[in + column];
          }
        } else {
          for (int column = begin; column < end; column++) {
            to[out + column] += factor * from[in + column * strideX];
          }
        }
      }
    }
  }
}
