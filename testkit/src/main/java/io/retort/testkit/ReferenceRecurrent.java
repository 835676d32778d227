package io.retort.testkit;

import static io.retort.testkit.ReferenceLayers.affine;
import static io.retort.testkit.ReferenceLayers.sigmoid;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.Arrays;

/** The recurrent layers of {@link ReferenceNetwork}, one sample and one step at a time. */
final class ReferenceRecurrent {

  private ReferenceRecurrent() {}

  static double[] lstm(
      Layer.Lstm lstm,
      Shape in,
      int[] steps,
      boolean reverse,
      double[] x,
      double[] input,
      double[] recurrent,
      double[] bias) {
    int units = lstm.units();
    double[] states = new double[x.length / in.extent(1) * units];
    for (int sample = 0; sample < steps.length; sample++) {
      double[] h = new double[units];
      double[] c = new double[units];
      for (int turn = 0; turn < steps[sample]; turn++) {
        int step = sample * in.elements() + place(turn, steps[sample], reverse) * in.extent(1);
        double[] a = affine(Arrays.copyOfRange(x, step, step + in.extent(1)), input, bias);
        double[] b = affine(h, recurrent, new double[4 * units]);
        for (int u = 0; u < units; u++) {
          double i = sigmoid(a[u] + b[u]);
          double f = sigmoid(a[units + u] + b[units + u]);
          double g = Math.tanh(a[2 * units + u] + b[2 * units + u]);
          double o = sigmoid(a[3 * units + u] + b[3 * units + u]);
          c[u] = f * c[u] + i * g;
          h[u] = o * Math.tanh(c[u]);
        }
        System.arraycopy(h, 0, states, step / in.extent(1) * units, units);
      }
    }
    return returned(lstm.returns(), states, in.extent(0), steps, reverse, units);
  }

  static double[] gru(
      Layer.Gru gru,
      Shape in,
      int[] steps,
      boolean reverse,
      double[] x,
      double[] input,
      double[] recurrent,
      double[] bias,
      double[] recurrentBias) {
    int units = gru.units();
    double[] states = new double[x.length / in.extent(1) * units];
    for (int sample = 0; sample < steps.length; sample++) {
      double[] h = new double[units];
      for (int turn = 0; turn < steps[sample]; turn++) {
        int step = sample * in.elements() + place(turn, steps[sample], reverse) * in.extent(1);
        double[] a = affine(Arrays.copyOfRange(x, step, step + in.extent(1)), input, bias);
        double[] b = affine(h, recurrent, recurrentBias);
        for (int u = 0; u < units; u++) {
          double r = sigmoid(a[u] + b[u]);
          double z = sigmoid(a[units + u] + b[units + u]);
          double n = Math.tanh(a[2 * units + u] + r * b[2 * units + u]);
          h[u] = (1 - z) * n + z * h[u];
        }
        System.arraycopy(h, 0, states, step / in.extent(1) * units, units);
      }
    }
    return returned(gru.returns(), states, in.extent(0), steps, reverse, units);
  }

  /** The step whose turn it is in a direction. */
  private static int place(int turn, int steps, boolean reverse) {
    return reverse ? steps - 1 - turn : turn;
  }

  private static double[] returned(
      Layer.Returns returns, double[] states, int time, int[] steps, boolean reverse, int units) {
    return switch (returns) {
      case SEQUENCE -> states;
      case LAST -> last(states, time, steps, reverse, units);
    };
  }

  private static double[] last(double[] states, int time, int[] steps, boolean reverse, int units) {
    double[] last = new double[states.length / time];
    for (int sample = 0; sample < steps.length; sample++) {
      if (steps[sample] > 0) {
        int step = sample * time + place(steps[sample] - 1, steps[sample], reverse);
        System.arraycopy(states, step * units, last, sample * units, units);
      }
    }
    return last;
  }
}
