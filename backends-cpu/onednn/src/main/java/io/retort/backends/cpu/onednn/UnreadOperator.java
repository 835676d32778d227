package io.retort.backends.cpu.onednn;

import java.util.List;

/** Of a node that nobody reads; what comes in goes out. */
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
