package io.retort.backends.cpu.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable function that Deeplearning4j has no layer for, or one of other semantics. It
 * runs in a {@link OperatorVertex}. An operator may keep what its backward pass needs from its last
 * forward pass in training mode.
 */
interface CustomOperator {

  /**
   * The number of trained values, which lie in canonical order.
   *
   * @return at least 0
   */
  default long parameters() {
    return 0;
  }

  /**
   * Computes the output.
   *
   * @param input {@code [batch, …]}, not to be changed
   * @param parameters as many values as {@link #parameters()}, or null if that is 0
   * @param training whether a backward pass may follow
   * @return {@code [batch, …]}
   */
  INDArray forward(INDArray input, INDArray parameters, boolean training);

  /**
   * Computes the derivatives of a function of the output.
   *
   * @param input what forward was given
   * @param epsilon its derivative with respect to the output
   * @param parameters what forward was given
   * @param gradients receives the derivatives with respect to the parameters; null if there are
   *     none
   * @return the derivative with respect to the input; null if the input cannot be differentiated
   */
  INDArray backward(INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients);
}
