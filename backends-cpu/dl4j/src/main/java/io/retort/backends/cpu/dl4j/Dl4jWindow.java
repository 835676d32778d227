package io.retort.backends.cpu.dl4j;

import io.retort.core.network.Extent;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** How a kernel or pooling window moves over an image, in the terms of Deeplearning4j. */
record Dl4jWindow(Shape image, Extent kernel, Extent dilation, Extent stride, Padding padding) {

  /** Explicit padding wherever it is the same on both sides, which says it without a rule. */
  ConvolutionMode mode() {
    int[] before = before();
    boolean even =
        before[0] == padding.after(image.extent(1), height(), stride.height())
            && before[1] == padding.after(image.extent(2), width(), stride.width());
    return even ? ConvolutionMode.Truncate : ConvolutionMode.Same;
  }

  /** Explicit padding; none in {@link ConvolutionMode#Same}, which finds its own. */
  int[] padded() {
    return mode() == ConvolutionMode.Same ? new int[] {0, 0} : before();
  }

  private int[] before() {
    return new int[] {
      padding.before(image.extent(1), height(), stride.height()),
      padding.before(image.extent(2), width(), stride.width())
    };
  }

  /**
   * The rows at the bottom and columns at the right that no window reads. Deeplearning4j takes them
   * for negative padding in {@link ConvolutionMode#Same}.
   */
  int[] unread() {
    return new int[] {
      unread(image.extent(1), height(), stride.height()),
      unread(image.extent(2), width(), stride.width())
    };
  }

  private int unread(int input, int window, int step) {
    int outputs = padding.output(input, window, step);
    return Math.max(0, input - ((outputs - 1) * step + window));
  }

  private int height() {
    return (kernel.height() - 1) * dilation.height() + 1;
  }

  private int width() {
    return (kernel.width() - 1) * dilation.width() + 1;
  }
}
