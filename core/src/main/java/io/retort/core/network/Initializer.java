package io.retort.core.network;

/**
 * How weights are drawn before training. Biases start at 0 (the forget gate of an {@link
 * Layer.Lstm} at 1), scales at 1. {@code fan-in} is the number of inputs that one output sums,
 * {@code fan-out} the number of outputs that one input reaches.
 */
public enum Initializer {
  /** {@link #HE_NORMAL} before relu-like activations, {@link #GLOROT_UNIFORM} elsewhere. */
  AUTO,
  /** Normal with variance 2 / fan-in (He et al. 2015). */
  HE_NORMAL,
  /** Uniform with variance 2 / fan-in (He et al. 2015). */
  HE_UNIFORM,
  /** Normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010). */
  GLOROT_NORMAL,
  /** Uniform with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010). */
  GLOROT_UNIFORM,
  /** Normal with variance 1 / fan-in (LeCun et al. 1998). */
  LECUN_NORMAL
}
