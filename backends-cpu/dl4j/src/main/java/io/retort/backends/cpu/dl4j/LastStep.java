package io.retort.backends.cpu.dl4j;

import java.util.function.IntUnaryOperator;

/** The last step that each sample has, or zeros. */
final class LastStep extends StepOperator {

  LastStep(IntUnaryOperator steps) {
    super(steps);
  }

  @Override
  boolean keepsSteps() {
    return false;
  }

  @Override
  void forward(double[] x, Sequence sequence, double[] y, int to) {
    if (sequence.steps() > 0) {
      System.arraycopy(x, sequence.at(sequence.steps() - 1, 0), y, to, sequence.features());
    }
  }

  @Override
  void backward(double[] x, Sequence sequence, double[] dy, int from, double[] dx) {
    if (sequence.steps() > 0) {
      System.arraycopy(dy, from, dx, sequence.at(sequence.steps() - 1, 0), sequence.features());
    }
  }
}
