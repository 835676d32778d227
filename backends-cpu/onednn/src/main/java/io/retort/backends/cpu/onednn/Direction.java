package io.retort.backends.cpu.onednn;

/** What a primitive computes of a layer. */
enum Direction {
  /** The output, from all else. */
  FORWARD,
  /** The gradient of the image, from that of the output. */
  DATA,
  /** The gradients of weight and bias, from that of the output. */
  WEIGHTS;

  /** Whether an array of a convolution is written and not read. */
  boolean writes(Role role) {
    return switch (this) {
      case FORWARD -> role == Role.OUTPUT;
      case DATA -> role == Role.IMAGE;
      case WEIGHTS -> role == Role.WEIGHT || role == Role.BIAS;
    };
  }

  /** Whether an array of a convolution is read or written. */
  boolean uses(Role role) {
    return ConvolutionSample.ROLES.contains(role) && (this != DATA || role != Role.BIAS);
  }
}
