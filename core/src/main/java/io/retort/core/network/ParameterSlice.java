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
 * @param fanIn the number of inputs that one output sums
 * @param fanOut the number of outputs that one input reaches
 */
public record ParameterSlice(
    String name, String node, Role role, Shape shape, int offset, int fanIn, int fanOut) {

  /** What an array is, which decides its start value and whether penalties apply to it. */
  public enum Role {
    /** Multiplies inputs; drawn by an {@link Initializer}; penalised by L1 and L2. */
    WEIGHT,
    /** Added to outputs; starts at 0. */
    BIAS,
    /** The scale of a normalisation; starts at 1. */
    SCALE,
    /** A running mean, not trained; starts at 0. */
    RUNNING_MEAN,
    /** A running variance, not trained; starts at 1. */
    RUNNING_VARIANCE
  }
}
