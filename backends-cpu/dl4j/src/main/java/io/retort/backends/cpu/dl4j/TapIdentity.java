package io.retort.backends.cpu.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The leaf that stands for a tap. A tapped vertex that also feeds others may not itself be an
 * output: ComputationGraph would overwrite the derivatives that its consumers send with the one
 * that it is given.
 */
final class TapIdentity implements CustomOperator {

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    return input;
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    return epsilon;
  }
}
