package io.retort.core.backend;

import io.retort.core.tensor.DeviceTensor;

/** The outputs of the tapped nodes for one batch. */
@FunctionalInterface
public interface Activations {

  /**
   * The output of one node.
   *
   * @param tap a node that was named when the network was compiled
   * @return {@code [batch, …]}, valid until the network's next forward pass, not to be closed or
   *     changed
   * @throws IllegalArgumentException listing the taps if the node is not one
   */
  DeviceTensor get(String tap);
}
