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

  /**
   * Says which samples will probably be loaded next, so that they may be on their way while
   * something else is done. What was loaded last stays valid.
   *
   * @param samples their indexes, as {@link #load} will be given them
   */
  default void prepare(int[] samples) {}

  /** Frees the memory. */
  @Override
  void close();
}
