package io.retort.backends.cpu.onednn;

import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;

/**
 * How the window of a convolution or pooling moves over an image, in the simplest form.
 *
 * @param rows along the height
 * @param columns along the width
 */
record WindowGeometry(WindowAxis rows, WindowAxis columns) {

  static WindowGeometry of(
      Extent kernel, Extent stride, Extent dilation, Padding padding, Shape image, Shape output) {
    return new WindowGeometry(
        axis(
            image.extent(1),
            kernel.height(),
            stride.height(),
            dilation.height(),
            padding,
            output.extent(1)),
        axis(
            image.extent(2),
            kernel.width(),
            stride.width(),
            dilation.width(),
            padding,
            output.extent(2)));
  }

  /** Of a window over a sequence, as an image of one row. */
  static WindowGeometry ofRow(Layer.Conv1d layer, Shape sequence, Shape output) {
    return new WindowGeometry(
        WindowAxis.POINT,
        axis(
            sequence.extent(0),
            layer.kernel(),
            layer.stride(),
            layer.dilation(),
            layer.padding(),
            output.extent(0)));
  }

  private static WindowAxis axis(
      int image, int kernel, int stride, int dilation, Padding padding, int output) {
    int before = padding.before(image, (kernel - 1) * dilation + 1, stride);
    return WindowAxis.of(image, kernel, stride, dilation, before, output);
  }

  /** Whether any window meets the image. */
  boolean isReached() {
    return rows.reached() && columns.reached();
  }

  /** Whether a part of the image is left out. */
  boolean crops(Shape image) {
    return rows.crops(image.extent(1)) || columns.crops(image.extent(2));
  }

  /** What is kept of an image. */
  Shape kept(Shape image) {
    return Shape.of(image.extent(0), rows.input(), columns.input());
  }

  /** Whether the only window is as large as what is kept of the image. */
  boolean coversImage() {
    return rows.coversImage() && columns.coversImage();
  }

  boolean isStrided() {
    return rows.stride() > 1 || columns.stride() > 1;
  }

  /** Height before width, as in all of these. */
  long[] kernel() {
    return new long[] {rows.taps(), columns.taps()};
  }

  long[] strides() {
    return new long[] {rows.stride(), columns.stride()};
  }

  /** As oneDNN wants to hear it: 0 where values are adjacent. */
  long[] dilates() {
    return new long[] {rows.dilation() - 1L, columns.dilation() - 1L};
  }

  long[] before() {
    return new long[] {rows.before(), columns.before()};
  }

  long[] after() {
    return new long[] {rows.after(), columns.after()};
  }
}
