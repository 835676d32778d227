package io.retort.backends.cpu.dl4j;

import io.retort.core.network.Layer;
import java.util.function.IntUnaryOperator;

/** {@link Layer.PoolOverTime}. */
final class PooledSteps extends StepOperator {
  private final Layer.PoolMode mode;

  PooledSteps(IntUnaryOperator steps, Layer.PoolOverTime layer) {
    super(steps);
    this.mode = layer.mode();
  }

  @Override
  boolean keepsSteps() {
    return false;
  }

  @Override
  void forward(double[] x, Sequence sequence, double[] y, int to) {
    for (int i = 0; sequence.steps() > 0 && i < sequence.features(); i++) {
      y[to + i] =
          switch (mode) {
            case MAX -> x[largest(x, sequence, i)];
            case MEAN -> sum(x, sequence, i) / sequence.steps();
          };
    }
  }

  private static double sum(double[] x, Sequence sequence, int feature) {
    double sum = 0;
    for (int step = 0; step < sequence.steps(); step++) {
      sum += x[sequence.at(step, feature)];
    }
    return sum;
  }

  private static int largest(double[] x, Sequence sequence, int feature) {
    int largest = sequence.at(0, feature);
    for (int step = 1; step < sequence.steps(); step++) {
      int at = sequence.at(step, feature);
      largest = x[at] > x[largest] ? at : largest;
    }
    return largest;
  }

  @Override
  void backward(double[] x, Sequence sequence, double[] dy, int from, double[] dx) {
    for (int i = 0; sequence.steps() > 0 && i < sequence.features(); i++) {
      switch (mode) {
        case MAX -> dx[largest(x, sequence, i)] = dy[from + i];
        case MEAN -> {
          for (int step = 0; step < sequence.steps(); step++) {
            dx[sequence.at(step, i)] = dy[from + i] / sequence.steps();
          }
        }
      }
    }
  }
}
