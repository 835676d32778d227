package io.retort.backends.cpu.dl4j;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation function alone. Deeplearning4j's own layer works in place at inference, and so
 * changes what other vertices read.
 */
final class ActivationOperator implements CustomOperator {
  private final IActivation function;

  ActivationOperator(IActivation function) {
    this.function = function;
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    return function.getActivation(input.dup(), training);
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    INDArray copy = input.dup();
    INDArray derivative = function.backprop(copy, epsilon).getFirst();
    if (derivative != copy && derivative.data() != copy.data()) {
      copy.close();
    }
    return derivative;
  }
}
