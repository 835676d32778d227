package io.retort.core.data;

import io.retort.core.tensor.Tensor;

/**
 * Some samples together with their gathered inputs.
 *
 * @param source the list that the samples are from
 * @param samples their indexes in the list
 * @param inputs their inputs, {@code [samples, input shape…]}
 */
public record Batch(Samples source, int[] samples, Tensor inputs) {

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int size() {
    return samples.length;
  }
}
