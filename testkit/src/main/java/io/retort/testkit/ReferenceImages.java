package io.retort.testkit;

import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;

/** The layers of {@link ReferenceNetwork} that work on images. */
final class ReferenceImages {

  private ReferenceImages() {}

  static double[] conv(
      Layer.Conv2d conv, Shape in, Shape out, double[] x, double[] weight, double[] bias) {
    int rows = conv.kernel().height();
    int columns = conv.kernel().width();
    int perGroup = in.extent(0) / conv.groups();
    int filtersPerGroup = conv.filters() / conv.groups();
    int top =
        before(
            conv.padding(), in.extent(1), rows, conv.dilation().height(), conv.stride().height());
    int left =
        before(
            conv.padding(), in.extent(2), columns, conv.dilation().width(), conv.stride().width());
    int batch = x.length / in.elements();
    double[] y = new double[batch * out.elements()];
    int position = 0;
    for (int sample = 0; sample < batch; sample++) {
      for (int filter = 0; filter < conv.filters(); filter++) {
        int firstChannel = filter / filtersPerGroup * perGroup;
        for (int row = 0; row < out.extent(1); row++) {
          for (int column = 0; column < out.extent(2); column++) {
            double sum = bias[filter];
            for (int c = 0; c < perGroup; c++) {
              for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                  int v = row * conv.stride().height() - top + i * conv.dilation().height();
                  int h = column * conv.stride().width() - left + j * conv.dilation().width();
                  if (inside(in, v, h)) {
                    sum +=
                        weight[((filter * perGroup + c) * rows + i) * columns + j]
                            * x[at(in, sample, firstChannel + c, v, h)];
                  }
                }
              }
            }
            y[position++] = sum;
          }
        }
      }
    }
    return y;
  }

  static double[] pool(
      Extent size, Extent stride, Padding padding, Shape in, Shape out, double[] x, boolean max) {
    int top = before(padding, in.extent(1), size.height(), 1, stride.height());
    int left = before(padding, in.extent(2), size.width(), 1, stride.width());
    int batch = x.length / in.elements();
    double[] y = new double[batch * out.elements()];
    int position = 0;
    for (int sample = 0; sample < batch; sample++) {
      for (int channel = 0; channel < in.extent(0); channel++) {
        for (int row = 0; row < out.extent(1); row++) {
          for (int column = 0; column < out.extent(2); column++) {
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int i = 0; i < size.height(); i++) {
              for (int j = 0; j < size.width(); j++) {
                int v = row * stride.height() - top + i;
                int h = column * stride.width() - left + j;
                if (inside(in, v, h)) {
                  double value = x[at(in, sample, channel, v, h)];
                  largest = Math.max(largest, value);
                  sum += value;
                  count++;
                }
              }
            }
            y[position++] = max ? largest : sum / count;
          }
        }
      }
    }
    return y;
  }

  static double[] globalMean(Shape in, double[] x) {
    int pixels = in.extent(1) * in.extent(2);
    double[] y = new double[x.length / pixels];
    for (int i = 0; i < x.length; i++) {
      y[i / pixels] += x[i] / pixels;
    }
    return y;
  }

  static double[] upsample(Extent factor, Shape in, double[] x) {
    int height = in.extent(1) * factor.height();
    int width = in.extent(2) * factor.width();
    int planes = x.length / (in.extent(1) * in.extent(2));
    double[] y = new double[planes * height * width];
    for (int i = 0; i < y.length; i++) {
      int plane = i / (height * width);
      int row = i / width % height / factor.height();
      int column = i % width / factor.width();
      y[i] = x[(plane * in.extent(1) + row) * in.extent(2) + column];
    }
    return y;
  }

  private static int before(Padding padding, int input, int kernel, int dilation, int stride) {
    return padding.before(input, (kernel - 1) * dilation + 1, stride);
  }

  private static boolean inside(Shape in, int row, int column) {
    return row >= 0 && row < in.extent(1) && column >= 0 && column < in.extent(2);
  }

  private static int at(Shape in, int sample, int channel, int row, int column) {
    return ((sample * in.extent(0) + channel) * in.extent(1) + row) * in.extent(2) + column;
  }
}
