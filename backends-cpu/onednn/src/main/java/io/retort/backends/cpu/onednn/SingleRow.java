package io.retort.backends.cpu.onednn;

import java.util.List;

/**
 * A multiplication of one row in inference, computed as that of two rows, of which the other is 0.
 * Where rows are long, the kernels for AVX-512 sum up a single row in another order than several: a
 * sample would have other last bits than in a batch. Reading the weight is most of the work either
 * way.
 */
final class SingleRow implements Operator {
  /** Up to here, all kernels sum up one row as they do several. */
  static final long SHORT = 1024;

  private final Operator product;
  private final long inputs;
  private final long[] outputExtents;

  /** With the multiplication of two rows. */
  SingleRow(Operator product, long inputs, long... outputExtents) {
    this.product = product;
    this.inputs = inputs;
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> values) {
    Arena arena = pass.arena();
    MemoryBlock two = arena.allocate(arena.plain(2, inputs));
    pass.copy(
        values.get(0).plain(pass, DataType.F32, 1, inputs),
        arena.wrap(arena.plain(1, inputs), two.storage()));
    MemoryBlock rows = product.forward(pass, List.of(new NodeValue(two, 2, inputs))).block();
    DataType type = DataType.of(rows.layout());
    MemoryBlock first = arena.allocate(arena.plain(type, outputExtents));
    pass.copy(arena.wrap(arena.plain(type, outputExtents), rows.storage()), first);
    return new NodeValue(first, outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    throw new IllegalStateException("Inference has no backward pass");
  }
}
