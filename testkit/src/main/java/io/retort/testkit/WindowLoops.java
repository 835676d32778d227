package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;

/**
 * A convolution or pooling and its derivatives as plain loops over windows, in double precision.
 *
 * @param output {@code [batch, filters, height, width]}
 * @param imageGradient {@code [batch, channels, height, width]}
 * @param weightGradient as the weight; empty for a pooling
 * @param biasGradient {@code [filters]}, or empty
 */
record WindowLoops(
    double[] output, double[] imageGradient, double[] weightGradient, double[] biasGradient) {

  /** Everything, given the gradient of the output. */
  static WindowLoops of(
      Layer layer,
      Shape image,
      Shape result,
      int batch,
      float[] images,
      float[] weight,
      float[] bias,
      float[] gradient) {
    WindowLoops loops =
        new WindowLoops(
            new double[gradient.length],
            new double[images.length],
            new double[weight.length],
            new double[bias.length]);
    Window window = new Window(layer, image, result);
    for (int at = 0; at < gradient.length; at++) {
      if (layer instanceof Layer.Conv2d conv) {
        loops.convolve(conv, window, at, images, weight, bias, gradient[at]);
      } else {
        loops.pool(layer instanceof Layer.MaxPool, window, at, images, gradient[at]);
      }
    }
    return loops;
  }

  private void convolve(
      Layer.Conv2d conv,
      Window window,
      int at,
      float[] images,
      float[] weight,
      float[] bias,
      double gradient) {
    int filter = window.channel(at);
    int perGroup = window.image.extent(0) / conv.groups();
    int first = filter / (conv.filters() / conv.groups()) * perGroup;
    double sum = conv.bias() ? bias[filter] : 0;
    for (int tap = 0; tap < perGroup * window.taps(); tap++) {
      int read = window.read(at, first + tap / window.taps(), tap % window.taps());
      if (read >= 0) {
        sum += (double) weight[filter * perGroup * window.taps() + tap] * images[read];
      }
    }
    output[at] = apply(conv.activation(), sum);
    double before = gradient * derivative(conv.activation(), output[at]);
    for (int tap = 0; tap < perGroup * window.taps(); tap++) {
      int read = window.read(at, first + tap / window.taps(), tap % window.taps());
      if (read >= 0) {
        int factor = filter * perGroup * window.taps() + tap;
        weightGradient[factor] += before * images[read];
        imageGradient[read] += before * weight[factor];
      }
    }
    if (conv.bias()) {
      biasGradient[filter] += before;
    }
  }

  private void pool(boolean max, Window window, int at, float[] images, double gradient) {
    int channel = window.channel(at);
    int largest = -1;
    double sum = 0;
    int count = 0;
    for (int tap = 0; tap < window.taps(); tap++) {
      int read = window.read(at, channel, tap);
      if (read >= 0) {
        largest = largest < 0 || images[read] > images[largest] ? read : largest;
        sum += images[read];
        count++;
      }
    }
    output[at] = max ? images[largest] : sum / count;
    for (int tap = 0; tap < window.taps(); tap++) {
      int read = window.read(at, channel, tap);
      if (read >= 0 && (!max || read == largest)) {
        imageGradient[read] += max ? gradient : gradient / count;
      }
    }
  }

  private static double apply(ActivationFunction function, double x) {
    return switch (function) {
      case LINEAR -> x;
      case RELU -> Math.max(0, x);
      case TANH -> Math.tanh(x);
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  private static double derivative(ActivationFunction function, double value) {
    return switch (function) {
      case LINEAR -> 1;
      case RELU -> value > 0 ? 1 : 0;
      case TANH -> 1 - value * value;
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  /** Where a window lies. */
  private static final class Window {
    private final Shape image;
    private final Shape result;
    private final Extent size;
    private final Extent stride;
    private final Extent dilation;
    private final int top;
    private final int left;

    Window(Layer layer, Shape image, Shape result) {
      this.image = image;
      this.result = result;
      Padding padding;
      if (layer instanceof Layer.Conv2d conv) {
        size = conv.kernel();
        stride = conv.stride();
        dilation = conv.dilation();
        padding = conv.padding();
      } else if (layer instanceof Layer.MaxPool pool) {
        size = pool.size();
        stride = pool.stride();
        dilation = Extent.of(1);
        padding = pool.padding();
      } else {
        Layer.AvgPool pool = (Layer.AvgPool) layer;
        size = pool.size();
        stride = pool.stride();
        dilation = Extent.of(1);
        padding = pool.padding();
      }
      int height = (size.height() - 1) * dilation.height() + 1;
      int width = (size.width() - 1) * dilation.width() + 1;
      this.top = padding.before(image.extent(1), height, stride.height());
      this.left = padding.before(image.extent(2), width, stride.width());
    }

    int taps() {
      return size.height() * size.width();
    }

    /** The filter or channel that a value of the output belongs to. */
    int channel(int at) {
      return at / (result.extent(1) * result.extent(2)) % result.extent(0);
    }

    /** Which value of the images a place of the window that gives an output reads; -1 for none. */
    int read(int at, int channel, int tap) {
      int sample = at / result.elements();
      int row =
          at / result.extent(2) % result.extent(1) * stride.height()
              - top
              + tap / size.width() * dilation.height();
      int column =
          at % result.extent(2) * stride.width() - left + tap % size.width() * dilation.width();
      boolean inside = row >= 0 && row < image.extent(1) && column >= 0 && column < image.extent(2);
      return inside
          ? ((sample * image.extent(0) + channel) * image.extent(1) + row) * image.extent(2)
              + column
          : -1;
    }
  }
}
