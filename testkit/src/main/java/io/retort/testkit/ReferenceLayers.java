package io.retort.testkit;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.List;

/** The layers of {@link ReferenceNetwork} that know neither height and width nor time. */
final class ReferenceLayers {

  private ReferenceLayers() {}

  /** {@code y = x·Wᵀ + b} for every row of x, W being {@code [units, inputs]}. */
  static double[] affine(double[] x, double[] weight, double[] bias) {
    int units = bias.length;
    int inputs = weight.length / units;
    int rows = x.length / inputs;
    double[] y = new double[rows * units];
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        double sum = bias[unit];
        for (int i = 0; i < inputs; i++) {
          sum += weight[unit * inputs + i] * x[row * inputs + i];
        }
        y[row * units + unit] = sum;
      }
    }
    return y;
  }

  /** Applies a function in place. */
  static double[] activate(ActivationFunction function, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = activate(function, x[i]);
    }
    return x;
  }

  private static double activate(ActivationFunction function, double x) {
    return switch (function) {
      case LINEAR -> x;
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SILU -> x * sigmoid(x);
      case GELU -> x * normalDistribution(x);
    };
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * Φ(x) by the series {@code 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …)} (Marsaglia 2004), which sums to
   * full precision for the moderate x of tests.
   */
  static double normalDistribution(double x) {
    if (Math.abs(x) > 8) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  static double[] batchNorm(
      Layer.BatchNorm norm,
      Shape in,
      double[] x,
      double[] scale,
      double[] shift,
      Mode mode,
      double[] statistics,
      int meanAt,
      int varianceAt) {
    int channels = in.extent(0);
    int pixels = in.elements() / channels;
    int batch = x.length / in.elements();
    double[] y = new double[x.length];
    for (int c = 0; c < channels; c++) {
      double mean = statistics[meanAt + c];
      double variance = statistics[varianceAt + c];
      if (mode == Mode.TRAINING) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < batch * pixels; i++) {
          sum += x[at(i, c, channels, pixels)];
        }
        mean = sum / (batch * pixels);
        for (int i = 0; i < batch * pixels; i++) {
          double deviation = x[at(i, c, channels, pixels)] - mean;
          squares += deviation * deviation;
        }
        variance = squares / (batch * pixels);
        double kept = 1 - norm.momentum();
        statistics[meanAt + c] = kept * statistics[meanAt + c] + norm.momentum() * mean;
        statistics[varianceAt + c] = kept * statistics[varianceAt + c] + norm.momentum() * variance;
      }
      for (int i = 0; i < batch * pixels; i++) {
        int index = at(i, c, channels, pixels);
        y[index] = (x[index] - mean) / Math.sqrt(variance + norm.epsilon()) * scale[c] + shift[c];
      }
    }
    return y;
  }

  /** The index of the i-th value of a channel, counted through samples and pixels. */
  private static int at(int i, int channel, int channels, int pixels) {
    return (i / pixels * channels + channel) * pixels + i % pixels;
  }

  static double[] sum(List<double[]> inputs) {
    double[] y = inputs.get(0).clone();
    for (double[] input : inputs.subList(1, inputs.size())) {
      for (int i = 0; i < y.length; i++) {
        y[i] += input[i];
      }
    }
    return y;
  }

  static double[] concat(List<double[]> inputs, int batch) {
    int total = inputs.stream().mapToInt(input -> input.length).sum();
    double[] y = new double[total];
    int position = 0;
    for (int sample = 0; sample < batch; sample++) {
      for (double[] input : inputs) {
        int length = input.length / batch;
        System.arraycopy(input, sample * length, y, position, length);
        position += length;
      }
    }
    return y;
  }

  static double[] lookUp(double[] x, double[] weight, int size) {
    double[] y = new double[x.length * size];
    for (int i = 0; i < x.length; i++) {
      int row = (int) x[i];
      if (row >= 0) {
        System.arraycopy(weight, row * size, y, i * size, size);
      }
    }
    return y;
  }
}
