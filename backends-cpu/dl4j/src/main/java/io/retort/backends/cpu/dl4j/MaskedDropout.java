package io.retort.backends.cpu.dl4j;

import io.retort.core.network.DropoutMask;
import java.util.function.LongSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout with the mask that is the same on every backend. */
final class MaskedDropout implements CustomOperator {
  private final long seed;
  private final String node;
  private final double rate;
  private final LongSupplier step;
  private INDArray mask;

  /**
   * Dropout of one node.
   *
   * @param step the number of training passes before the one under way
   */
  MaskedDropout(long seed, String node, double rate, LongSupplier step) {
    this.seed = seed;
    this.node = node;
    this.rate = rate;
    this.step = step;
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    if (!training) {
      return input;
    }
    DropoutMask factors = DropoutMask.of(seed, node, step.getAsLong(), rate);
    float[] values = new float[Math.toIntExact(input.length())];
    for (int i = 0; i < values.length; i++) {
      values[i] = factors.factor(i);
    }
    mask = Nd4j.create(values, input.shape(), 'c').castTo(input.dataType());
    return input.mul(mask);
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    return epsilon.mul(mask);
  }
}
