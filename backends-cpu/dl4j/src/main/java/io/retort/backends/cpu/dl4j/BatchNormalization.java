package io.retort.backends.cpu.dl4j;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalisation whose running statistics follow the forward pass. Deeplearning4j's own layer
 * leaves them to its updater, which a network with external errors does not run.
 */
final class BatchNormalization implements CustomOperator {
  private final Layer.BatchNorm layer;
  private final int channels;
  private final int[] reduced;
  private final FloatBuffer runningMean;
  private final FloatBuffer runningVariance;
  private INDArray normalised;
  private INDArray inverseDeviation;

  /**
   * Normalises the channels of an image or the features of a vector.
   *
   * @param runningMean as many values as there are channels, updated by training passes
   * @param runningVariance likewise
   */
  BatchNormalization(
      Layer.BatchNorm layer, Shape input, FloatBuffer runningMean, FloatBuffer runningVariance) {
    this.layer = layer;
    this.channels = input.extent(0);
    this.reduced = input.rank() == 1 ? new int[] {0} : new int[] {0, 2, 3};
    this.runningMean = runningMean;
    this.runningVariance = runningVariance;
  }

  /** The scales, then the shifts. */
  @Override
  public long parameters() {
    return 2L * channels;
  }

  @Override
  public INDArray forward(INDArray input, INDArray parameters, boolean training) {
    INDArray mean = training ? input.mean(reduced) : array(runningMean, input);
    INDArray output = Nd4j.createUninitialized(input.dataType(), input.shape(), 'c');
    Channels.subtract(input, mean, output);
    INDArray variance;
    if (training) {
      INDArray squares = output.mul(output);
      variance = squares.mean(reduced);
      squares.close();
      update(runningMean, mean);
      update(runningVariance, variance);
    } else {
      variance = array(runningVariance, input);
    }
    INDArray inverse = Transforms.sqrt(variance.addi(layer.epsilon()), false).rdivi(1);
    Channels.multiply(output, inverse, output);
    if (training) {
      inverseDeviation = inverse;
      normalised = output;
      output = Nd4j.createUninitialized(input.dataType(), input.shape(), 'c');
    }
    INDArray from = training ? normalised : output;
    Channels.multiply(from, scale(parameters), output);
    Channels.add(output, shift(parameters), output);
    return output;
  }

  @Override
  public INDArray backward(
      INDArray input, INDArray epsilon, INDArray parameters, INDArray gradients) {
    double count = (double) input.length() / channels;
    INDArray product = epsilon.mul(normalised);
    INDArray scaleGradient = product.sum(reduced);
    INDArray shiftGradient = epsilon.sum(reduced);
    scale(gradients).assign(scaleGradient);
    shift(gradients).assign(shiftGradient);
    // dx = scale / deviation · (dy − mean(dy) − x̂ · mean(dy · x̂))
    Channels.multiply(normalised, scaleGradient.divi(-count), product);
    product.addi(epsilon);
    Channels.subtract(product, shiftGradient.divi(count), product);
    Channels.multiply(product, inverseDeviation.mul(scale(parameters)), product);
    normalised.close();
    return product;
  }

  private INDArray scale(INDArray values) {
    return values.reshape(2L * channels).get(NDArrayIndex.interval(0, channels));
  }

  private INDArray shift(INDArray values) {
    return values.reshape(2L * channels).get(NDArrayIndex.interval(channels, 2L * channels));
  }

  private void update(FloatBuffer running, INDArray batch) {
    for (int c = 0; c < channels; c++) {
      double value =
          (1 - layer.momentum()) * running.get(c) + layer.momentum() * batch.getDouble(c);
      running.put(c, (float) value);
    }
  }

  private INDArray array(FloatBuffer values, INDArray like) {
    float[] copy = new float[channels];
    values.get(0, copy);
    return Nd4j.createFromArray(copy).castTo(like.dataType());
  }
}
