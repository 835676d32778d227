package io.retort.backends.cpu.onednn;

import java.util.List;

/** A node compiled for one batch size. Keeps what its backward pass needs of the forward pass. */
interface Operator {

  /** Adds the node's operations to a forward pass, once. */
  NodeValue forward(NetworkPass pass, List<NodeValue> inputs);

  /**
   * Adds the node's derivative to a pass backward; once for each set of taps with gradients.
   *
   * @param gradient with respect to the node's output, not to be changed, in any layout
   * @param wanted for each input, whether its gradient is needed
   * @return the gradients with respect to the inputs, in any layout; those not wanted are ignored
   */
  List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted);
}
