package io.retort.backends.cpu.dl4j;

import java.util.function.IntUnaryOperator;

/** Zeros, forward and backward, at steps that samples do not have. */
final class ClearedSteps extends StepOperator {

  ClearedSteps(IntUnaryOperator steps) {
    super(steps);
  }

  @Override
  boolean keepsSteps() {
    return true;
  }

  @Override
  void forward(double[] x, Sequence sequence, double[] y, int to) {
    System.arraycopy(x, sequence.first(), y, to, sequence.steps() * sequence.features());
  }

  @Override
  void backward(double[] x, Sequence sequence, double[] dy, int from, double[] dx) {
    System.arraycopy(dy, from, dx, sequence.first(), sequence.steps() * sequence.features());
  }
}
