package io.retort.backends.cpu.dl4j;

import java.util.function.IntUnaryOperator;

/** The steps that each sample has, the last one first; what is behind them stays. */
final class ReversedSteps extends StepOperator {

  ReversedSteps(IntUnaryOperator steps) {
    super(steps);
  }

  @Override
  boolean keepsSteps() {
    return true;
  }

  @Override
  void forward(double[] x, Sequence sequence, double[] y, int to) {
    turn(x, sequence, sequence.first(), y, to);
  }

  @Override
  void backward(double[] x, Sequence sequence, double[] dy, int from, double[] dx) {
    turn(dy, sequence, from, dx, sequence.first());
  }

  private static void turn(double[] values, Sequence sequence, int from, double[] turned, int to) {
    int features = sequence.features();
    for (int step = 0; step < sequence.time(); step++) {
      int source = step < sequence.steps() ? sequence.steps() - 1 - step : step;
      System.arraycopy(values, from + source * features, turned, to + step * features, features);
    }
  }
}
