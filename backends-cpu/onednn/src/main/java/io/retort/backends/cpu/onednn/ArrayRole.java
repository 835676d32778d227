package io.retort.backends.cpu.onednn;

import java.util.List;

/**
 * What an array of numbers is to a primitive. A gradient of a convolution or matrix multiplication
 * has the role of what it is the gradient of; others read both.
 */
enum ArrayRole {
  /** What a layer is applied to: {@code [batch, channels, height, width]}, or sequences. */
  IMAGE,
  /** {@code [filters, channels / groups, kernel height, kernel width]}, or of a recurrent layer. */
  WEIGHT,
  /** What a recurrent layer multiplies its state by. */
  RECURRENT_WEIGHT,
  /** {@code [filters]}. */
  BIAS,
  /** What comes out: {@code [batch, filters, height, width]}, or sequences. */
  OUTPUT,
  /** {@code [channels]}, as the following ones. */
  MEAN,
  VARIANCE,
  SCALE,
  SHIFT,
  SCALE_GRADIENT,
  SHIFT_GRADIENT,
  IMAGE_GRADIENT,
  OUTPUT_GRADIENT;

  /** What convolutions and matrix multiplications have. */
  static final List<ArrayRole> OF_CONVOLUTIONS = List.of(IMAGE, WEIGHT, BIAS, OUTPUT);
}
