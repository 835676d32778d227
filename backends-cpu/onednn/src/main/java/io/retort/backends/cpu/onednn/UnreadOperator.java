package io.retort.backends.cpu.onednn;

import java.util.List;

/** The operator of a node whose output nobody reads: it passes on its input. */
record UnreadOperator() implements Operator {

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    return List.of(gradient);
  }
}
