package io.retort.backends.cpu.onednn;

import io.retort.core.network.Extent;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;

/**
 * How a kernel moves over an image, as oneDNN wants to hear it: height before width, and a dilation
 * of 0 where values are adjacent.
 */
record Window(long[] kernel, long[] strides, long[] dilates, long[] before, long[] after) {

  boolean isStrided() {
    return strides[0] > 1 || strides[1] > 1;
  }

  static Window of(Extent kernel, Extent stride, Extent dilation, Padding padding, Shape image) {
    int rows = (kernel.height() - 1) * dilation.height() + 1;
    int columns = (kernel.width() - 1) * dilation.width() + 1;
    return new Window(
        new long[] {kernel.height(), kernel.width()},
        new long[] {stride.height(), stride.width()},
        new long[] {dilation.height() - 1L, dilation.width() - 1L},
        new long[] {
          padding.before(image.extent(1), rows, stride.height()),
          padding.before(image.extent(2), columns, stride.width())
        },
        new long[] {
          padding.after(image.extent(1), rows, stride.height()),
          padding.after(image.extent(2), columns, stride.width())
        });
  }
}
