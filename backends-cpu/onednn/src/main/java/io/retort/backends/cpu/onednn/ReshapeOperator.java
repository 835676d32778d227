package io.retort.backends.cpu.onednn;

import java.util.List;

/** The same values in row-major order under other extents. */
final class ReshapeOperator implements Operator {
  private final long[] inputExtents;
  private final long[] outputExtents;

  ReshapeOperator(long[] inputExtents, long[] outputExtents) {
    this.inputExtents = inputExtents.clone();
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    return new NodeValue(
        inputs.get(0).plain(pass, inputs.get(0).type(), outputExtents), outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    DataType type = DataType.of(gradient.layout());
    MemoryBlock plain = pass.reorder(gradient, pass.arena().plain(type, outputExtents));
    return List.of(pass.arena().wrap(pass.arena().plain(type, inputExtents), plain.storage()));
  }
}
