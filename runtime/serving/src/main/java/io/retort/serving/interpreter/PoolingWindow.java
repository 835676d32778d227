package io.retort.serving.interpreter;

import io.retort.core.network.Extent;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;

/** The largest value, or the mean, of what a window sees of an image. */
final class PoolingWindow {
  private final Extent size;
  private final Extent stride;
  private final Shape input;
  private final Shape output;
  private final boolean max;
  private final int top;
  private final int left;

  PoolingWindow(
      Extent size, Extent stride, Padding padding, Shape input, Shape output, boolean max) {
    this.size = size;
    this.stride = stride;
    this.input = input;
    this.output = output;
    this.max = max;
    this.top = padding.before(input.extent(1), size.height(), stride.height());
    this.left = padding.before(input.extent(2), size.width(), stride.width());
  }

  void compute(float[] from, int fromOffset, float[] to, int toOffset) {
    int plane = input.extent(1) * input.extent(2);
    int at = toOffset;
    for (int channel = 0; channel < input.extent(0); channel++) {
      for (int row = 0; row < output.extent(1); row++) {
        for (int column = 0; column < output.extent(2); column++) {
          to[at++] = window(from, fromOffset + channel * plane, row, column);
        }
      }
    }
  }

  private float window(float[] from, int plane, int row, int column) {
    int firstRow = row * stride.height() - top;
    int firstColumn = column * stride.width() - left;
    float largest = Float.NEGATIVE_INFINITY;
    double sum = 0;
    int count = 0;
    int endRow = Math.min(input.extent(1), firstRow + size.height());
    int endColumn = Math.min(input.extent(2), firstColumn + size.width());
    for (int y = Math.max(0, firstRow); y < endRow; y++) {
      for (int x = Math.max(0, firstColumn); x < endColumn; x++) {
        float value = from[plane + y * input.extent(2) + x];
        largest = Math.max(largest, value);
        sum += value;
        count++;
      }
    }
    return max ? largest : (float) (sum / count);
  }
}
