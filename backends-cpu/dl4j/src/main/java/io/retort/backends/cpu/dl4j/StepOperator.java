package io.retort.backends.cpu.dl4j;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A function of the steps that each sample has, of {@code [batch, time, features]}, in plain loops:
 * there are too few values for the libraries' calls to be worth it.
 */
abstract class StepOperator implements CustomOperator {
  private final IntUnaryOperator steps;

  /**
   * A function of steps.
   *
   * @param steps how many of them a sample of the batch under way has
   */
  StepOperator(IntUnaryOperator steps) {
    this.steps = steps;
  }

  /**
   * A sequence among the values of a batch.
   *
   * @param first the index of its first value
   * @param steps how many steps it has
   * @param time how many it may have
   * @param features of each step
   */
  record Sequence(int first, int steps, int time, int features) {

    int at(int step, int feature) {
      return first + step * features + feature;
    }
  }

  /** Whether the output has steps too; if not, it has the features alone. */
  abstract boolean keepsSteps();

  /** Computes the output of a sample, which is 0 before and begins at an index. */
  abstract void forward(double[] x, Sequence sequence, double[] y, int to);

  /** Computes the derivatives of a sample, which are 0 before, from those of its output. */
  abstract void backward(double[] x, Sequence sequence, double[] dy, int from, double[] dx);

  @Override
  public final INDArray forward(INDArray input, INDArray parameters, boolean training) {
    double[] x = values(input);
    long[] shape = keepsSteps() ? input.shape() : new long[] {input.size(0), input.size(2)};
    double[] y = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    int samples = Math.toIntExact(input.size(0));
    for (int sample = 0; sample < samples; sample++) {
      forward(x, sequence(input, sample), y, sample * (y.length / samples));
    }
    return array(y, shape, input);
  }

  @Override
  public final INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    double[] x = values(input);
    double[] dy = values(epsilon);
    double[] dx = new double[x.length];
    int samples = Math.toIntExact(input.size(0));
    for (int sample = 0; sample < samples; sample++) {
      backward(x, sequence(input, sample), dy, sample * (dy.length / samples), dx);
    }
    return array(dx, input.shape(), input);
  }

  private Sequence sequence(INDArray input, int sample) {
    int time = Math.toIntExact(input.size(1));
    int features = Math.toIntExact(input.size(2));
    return new Sequence(sample * time * features, steps.applyAsInt(sample), time, features);
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static INDArray array(double[] values, long[] shape, INDArray like) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(like.dataType());
  }
}
