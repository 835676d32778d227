package io.retort.core.backend;

import io.retort.core.tensor.DeviceTensor;

/**
 * A trained network that only predicts: its weights do not change any more, so that a backend may
 * prepare them once. Not thread-safe; each thread has one of its own, made by {@link #share}.
 */
public interface InferenceNetwork extends AutoCloseable {

  /**
   * Computes the network's outputs for a batch of any size.
   *
   * @param inputs {@code [batch, input shape…]}, not to be changed before the outputs are read
   * @return the outputs, valid until the next call
   */
  Activations forward(DeviceTensor inputs);

  /**
   * The same network for another thread.
   *
   * @return a network with the same weights, which may be in the same memory; closed by the caller,
   *     in any order
   */
  InferenceNetwork share();

  /** Frees what no other network shares. */
  @Override
  void close();
}
