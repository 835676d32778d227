package io.retort.backends.cpu.onednn;

/** What a primitive computes of a layer. */
enum ConvolutionDirection {
  /** The output, from all else. */
  FORWARD,
  /** The gradient of the image, from that of the output. */
  DATA,
  /** The gradients of weight and bias, from that of the output. */
  WEIGHTS;

  /** Whether an array of a convolution is written and not read. */
  boolean writes(ArrayRole role) {
    return switch (this) {
      case FORWARD -> role == ArrayRole.OUTPUT;
      case DATA -> role == ArrayRole.IMAGE;
      case WEIGHTS -> role == ArrayRole.WEIGHT || role == ArrayRole.BIAS;
    };
  }

  /** Whether an array of a convolution is read or written. */
  boolean uses(ArrayRole role) {
    return ArrayRole.OF_CONVOLUTIONS.contains(role) && (this != DATA || role != ArrayRole.BIAS);
  }
}
