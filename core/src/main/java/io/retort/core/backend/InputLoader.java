package io.retort.core.backend;

import io.retort.core.tensor.DeviceTensor;

/** Brings the inputs of samples to where a backend computes. Not thread-safe. */
public interface InputLoader extends AutoCloseable {

  /**
   * The inputs of some samples.
   *
   * @param samples their indexes, in any order
   * @return {@code [samples, input shape…]}, valid until the next call, not to be closed or changed
   */
  DeviceTensor load(int[] samples);

  /** Frees the memory. */
  @Override
  void close();
}
