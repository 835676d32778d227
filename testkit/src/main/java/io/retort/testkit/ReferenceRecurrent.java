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
      double[] x,
      double[] input,
      double[] recurrent,
      double[] bias) {
    int units = lstm.units();
    double[] states = new double[x.length / in.extent(1) * units];
    for (int first = 0; first < x.length; first += in.elements()) {
      double[] h = new double[units];
      double[] c = new double[units];
      for (int step = first; step < first + in.elements(); step += in.extent(1)) {
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
    return returned(lstm.returns(), states, in.extent(0), steps, units);
  }

  static double[] gru(
      Layer.Gru gru,
      Shape in,
      int[] steps,
      double[] x,
      double[] input,
      double[] recurrent,
      double[] bias,
      double[] recurrentBias) {
    int units = gru.units();
    double[] states = new double[x.length / in.extent(1) * units];
    for (int first = 0; first < x.length; first += in.elements()) {
      double[] h = new double[units];
      for (int step = first; step < first + in.elements(); step += in.extent(1)) {
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
    return returned(gru.returns(), states, in.extent(0), steps, units);
  }

  private static double[] returned(
      Layer.Returns returns, double[] states, int time, int[] steps, int units) {
    if (returns == Layer.Returns.SEQUENCE) {
      return states;
    }
    double[] last = new double[states.length / time];
    for (int sample = 0; sample < steps.length; sample++) {
      if (steps[sample] > 0) {
        int step = sample * time + steps[sample] - 1;
        System.arraycopy(states, step * units, last, sample * units, units);
      }
    }
    return last;
  }
}
