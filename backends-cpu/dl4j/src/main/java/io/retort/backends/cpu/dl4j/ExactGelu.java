package io.retort.backends.cpu.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** x · Φ(x). Both of ND4J's own forms of this activation are approximations. */
final class ExactGelu extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.muli(distribution(in));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    INDArray density = Transforms.exp(in.mul(in).muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
    INDArray derivative = density.muli(in).addi(distribution(in));
    return new Pair<>(derivative.muli(epsilon), null);
  }

  private static INDArray distribution(INDArray x) {
    return Nd4j.math().erf(x.mul(Math.sqrt(0.5))).addi(1).muli(0.5);
  }

  @Override
  public String toString() {
    return "gelu (exact)";
  }
}
