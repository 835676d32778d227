package io.retort.core.network;

import io.retort.core.tensor.Shape;

/**
 * Where one array of a network lies in a vector of parameters or buffers.
 *
 * @param name the node's name, a dot and the array's own name: {@code conv1.weight}
 * @param node the node's name
 * @param role what the array is
 * @param shape its canonical shape
 * @param offset the index of its first value in the vector, a multiple of 16
 * @param initial what it holds before training
 */
public record ParameterSlice(
    String name, String node, Role role, Shape shape, int offset, InitialValues initial) {

  /** What an array is, which decides whether penalties apply to it. */
  public enum Role {
    /** Multiplies inputs; penalised by L1 and L2. */
    WEIGHT,
    /** Added to outputs. */
    BIAS,
    /** The scale of a normalisation. */
    SCALE,
    /** A running mean, not trained. */
    RUNNING_MEAN,
    /** A running variance, not trained. */
    RUNNING_VARIANCE
  }
}
