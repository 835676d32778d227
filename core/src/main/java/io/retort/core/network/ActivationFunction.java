package io.retort.core.network;

/** An element-wise non-linearity. */
public enum ActivationFunction {
  /** x. */
  LINEAR,
  /** max(0, x). */
  RELU,
  /** x where positive, 0.01·x elsewhere. */
  LEAKY_RELU,
  /** tanh(x). */
  TANH,
  /** 1 / (1 + e^−x). */
  SIGMOID,
  /** x · sigmoid(x), also called swish (Ramachandran et al. 2017). */
  SILU,
  /** x · Φ(x) with the exact normal distribution function (Hendrycks and Gimpel 2016). */
  GELU;

  /**
   * Whether 0 stays 0.
   *
   * @return true for all but the sigmoid
   */
  public boolean keepsZero() {
    return this != SIGMOID;
  }
}
