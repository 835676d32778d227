package io.retort.testkit;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.Arrays;

/** The layers of {@link ReferenceNetwork} over samples that have as many steps as they like. */
final class ReferenceTexts {

  private ReferenceTexts() {}

  /** The numbers of a sample before the first that is below 0. */
  static int tokens(double[] input, int sample, int batch) {
    int time = input.length / batch;
    int tokens = 0;
    while (tokens < time && input[sample * time + tokens] >= 0) {
      tokens++;
    }
    return tokens;
  }

  /** Sets steps that samples do not have to 0. */
  static void clear(double[] y, Shape shape, int[] steps) {
    int features = shape.extent(1);
    for (int sample = 0; sample < steps.length; sample++) {
      int first = sample * shape.elements();
      Arrays.fill(y, first + steps[sample] * features, first + shape.elements(), 0);
    }
  }

  static double[] conv(
      Layer.Conv1d conv, Shape in, Shape out, double[] x, double[] weight, double[] bias) {
    int features = in.extent(1);
    int perGroup = features / conv.groups();
    int samples = x.length / in.elements();
    double[] y = new double[samples * out.elements()];
    for (int i = 0; i < y.length; i++) {
      int filter = i % conv.filters();
      int step = i / conv.filters() % out.extent(0);
      int sample = i / out.elements();
      int firstFeature = filter / (conv.filters() / conv.groups()) * perGroup;
      double sum = bias[filter];
      for (int tap = 0; tap < conv.kernel(); tap++) {
        int read = step * conv.stride() + tap * conv.dilation() - conv.before(in.extent(0));
        for (int k = 0; read >= 0 && read < in.extent(0) && k < perGroup; k++) {
          sum +=
              weight[(filter * perGroup + k) * conv.kernel() + tap]
                  * x[(sample * in.extent(0) + read) * features + firstFeature + k];
        }
      }
      y[i] = sum;
    }
    return y;
  }

  static double[] pool(double[] x, Shape in, int[] steps, Layer.PoolMode mode) {
    int features = in.extent(1);
    double[] y = new double[steps.length * features];
    for (int sample = 0; sample < steps.length; sample++) {
      for (int i = 0; i < features; i++) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < steps[sample]; step++) {
          double value = x[(sample * in.extent(0) + step) * features + i];
          sum += value;
          largest = Math.max(largest, value);
        }
        if (steps[sample] > 0) {
          y[sample * features + i] =
              switch (mode) {
                case MAX -> largest;
                case MEAN -> sum / steps[sample];
              };
        }
      }
    }
    return y;
  }

  /** Sums or means of the rows that samples of some tokens name; those below 0 name none. */
  static double[] bag(double[] x, int time, double[] weight, int size, Layer.BagMode mode) {
    double[] y = new double[x.length / time * size];
    for (int sample = 0; sample < x.length / time; sample++) {
      int count = 0;
      for (int step = 0; step < time; step++) {
        int row = (int) x[sample * time + step];
        if (row >= 0) {
          count++;
          for (int i = 0; i < size; i++) {
            y[sample * size + i] += weight[row * size + i];
          }
        }
      }
      int divisor =
          switch (mode) {
            case MEAN -> Math.max(1, count);
            case SUM -> 1;
          };
      for (int i = 0; i < size; i++) {
        y[sample * size + i] /= divisor;
      }
    }
    return y;
  }
}
