package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;
import java.util.Map;

/**
 * A convolution and its derivatives by their definitions, one value at a time, in double precision.
 */
final class ConvolutionLoops {
  private final ConvolutionSpec convolution;
  private final WindowAxis rows;
  private final WindowAxis columns;
  private final float[] images;
  private final float[] weight;
  private final float[] bias;
  private final float[] output;
  private final int[] given;

  /**
   * A convolution of some numbers.
   *
   * @param values of each array; of the output, what the result is added to or the gradient
   * @param given the places with gradients, for those of weight and bias: sample and pixel
   */
  ConvolutionLoops(ConvolutionSpec convolution, Map<ArrayRole, float[]> values, int... given) {
    this.convolution = convolution;
    this.rows = convolution.rows();
    this.columns = convolution.columns();
    this.images = values.get(ArrayRole.IMAGE);
    this.weight = values.get(ArrayRole.WEIGHT);
    this.bias = values.get(ArrayRole.BIAS);
    this.output = values.get(ArrayRole.OUTPUT);
    this.given = given;
  }

  /** What should be at a place of an array that is written. */
  double value(ArrayRole role, int at) {
    return switch (role) {
      case OUTPUT -> output(at);
      case IMAGE -> imageGradient(at);
      case WEIGHT -> weightGradient(at);
      case BIAS -> biasGradient(at);
      default -> throw new IllegalArgumentException(role + " is not of a convolution");
    };
  }

  private double output(int at) {
    int pixels = convolution.pixels();
    int filter = at / pixels % convolution.filters();
    int sample = at / pixels / convolution.filters();
    int row = at / columns.output() % rows.output();
    int column = at % columns.output();
    int first = filter / convolution.filtersPerGroup() * convolution.channelsPerGroup();
    double sum = convolution.adding() ? output[at] : 0;
    sum += convolution.bias() ? bias[filter] : 0;
    int factor = filter * convolution.channelsPerGroup() * convolution.taps();
    for (int channel = first; channel < first + convolution.channelsPerGroup(); channel++) {
      for (int i = 0; i < rows.taps(); i++) {
        int y = rows.read(row, i);
        for (int j = 0; j < columns.taps(); j++, factor++) {
          int x = columns.read(column, j);
          if (y >= 0 && x >= 0) {
            sum += (double) weight[factor] * images[image(sample, channel, y, x)];
          }
        }
      }
    }
    return apply(convolution.function(), sum);
  }

  private int image(int sample, int channel, int row, int column) {
    return ((sample * convolution.channels() + channel) * rows.input() + row) * columns.input()
        + column;
  }

  private double imageGradient(int at) {
    int column = at % columns.input();
    int row = at / columns.input() % rows.input();
    int channel = at / columns.input() / rows.input() % convolution.channels();
    int sample = at / columns.input() / rows.input() / convolution.channels();
    int perGroup = convolution.channelsPerGroup();
    int first = channel / perGroup * convolution.filtersPerGroup();
    double sum = 0;
    for (int filter = first; filter < first + convolution.filtersPerGroup(); filter++) {
      int kernel = (filter * perGroup + channel % perGroup) * convolution.taps();
      int plane = (sample * convolution.filters() + filter) * convolution.pixels();
      for (int i = 0; i < rows.taps(); i++) {
        int y = rows.window(row, i);
        for (int j = 0; y >= 0 && j < columns.taps(); j++) {
          int x = columns.window(column, j);
          if (x >= 0) {
            sum +=
                (double) weight[kernel + i * columns.taps() + j]
                    * output[plane + y * columns.output() + x];
          }
        }
      }
    }
    return sum;
  }

  private double weightGradient(int at) {
    int perGroup = convolution.channelsPerGroup();
    int j = at % columns.taps();
    int i = at / columns.taps() % rows.taps();
    int filter = at / convolution.taps() / perGroup;
    int group = filter / convolution.filtersPerGroup();
    int channel = group * perGroup + at / convolution.taps() % perGroup;
    double sum = 0;
    for (int place : given) {
      int pixel = place % convolution.pixels();
      int y = rows.read(pixel / columns.output(), i);
      int x = columns.read(pixel % columns.output(), j);
      if (y >= 0 && x >= 0) {
        int sample = place / convolution.pixels();
        sum += gradient(place, filter) * images[image(sample, channel, y, x)];
      }
    }
    return sum;
  }

  private double gradient(int place, int filter) {
    int pixels = convolution.pixels();
    return output[(place / pixels * convolution.filters() + filter) * pixels + place % pixels];
  }

  private double biasGradient(int filter) {
    double sum = 0;
    for (int place : given) {
      sum += gradient(place, filter);
    }
    return sum;
  }

  private static double apply(ActivationFunction function, double x) {
    return switch (function) {
      case LINEAR -> x;
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SILU -> x * sigmoid(x);
      case GELU -> x * normal(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The normal distribution function, by Abramowitz and Stegun 26.2.17; off by at most 7.5e-8. */
  private static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double series = -1.821255978 + t * 1.330274429;
    series = 0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * series));
    double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t * series;
    return x > 0 ? 1 - tail : tail;
  }
}
