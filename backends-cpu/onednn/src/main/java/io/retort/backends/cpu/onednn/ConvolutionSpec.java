package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;

/**
 * What a primitive is to compute: a convolution or one of its derivatives. A matrix multiplication
 * is the convolution of images of one pixel.
 *
 * @param direction what is computed
 * @param batch the number of images
 * @param channels of an image
 * @param filters the channels of the output
 * @param groups of channels that do not see each other
 * @param rows the window's way along the height
 * @param columns the window's way along the width
 * @param bias whether there is one
 * @param adding whether the result is added to what is there
 * @param function applied to the result
 */
record ConvolutionSpec(
    ConvolutionDirection direction,
    int batch,
    int channels,
    int filters,
    int groups,
    WindowAxis rows,
    WindowAxis columns,
    boolean bias,
    boolean adding,
    ActivationFunction function)
    implements PrimitiveSpec {

  /** Rows by inputs times the transpose of outputs by inputs. */
  static ConvolutionSpec matrixMultiplication(
      ConvolutionDirection direction,
      long rows,
      long inputs,
      long outputs,
      boolean bias,
      boolean adding,
      ActivationFunction function) {
    return new ConvolutionSpec(
        direction,
        Math.toIntExact(rows),
        Math.toIntExact(inputs),
        Math.toIntExact(outputs),
        1,
        WindowAxis.POINT,
        WindowAxis.POINT,
        bias,
        adding,
        function);
  }

  int taps() {
    return rows.taps() * columns.taps();
  }

  int pixels() {
    return rows.output() * columns.output();
  }

  int channelsPerGroup() {
    return channels / groups;
  }

  int filtersPerGroup() {
    return filters / groups;
  }

  @Override
  public long size(ArrayRole role) {
    return switch (role) {
      case IMAGE -> (long) batch * channels * rows.input() * columns.input();
      case WEIGHT -> (long) filters * channelsPerGroup() * taps();
      case BIAS -> bias ? filters : 0;
      case OUTPUT -> (long) batch * filters * pixels();
      default -> 0;
    };
  }

  @Override
  public String toString() {
    return direction
        + " of "
        + batch
        + "x"
        + channels
        + " images to "
        + filters
        + " filters in "
        + groups
        + " groups, rows ("
        + rows
        + "), columns ("
        + columns
        + ")"
        + (bias ? ", bias" : "")
        + (adding ? ", adding" : "")
        + (function == ActivationFunction.LINEAR ? "" : ", " + function);
  }
}
