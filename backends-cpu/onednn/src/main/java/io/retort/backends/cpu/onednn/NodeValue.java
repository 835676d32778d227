package io.retort.backends.cpu.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** What a node gives to others, or a parameter: a block, and its copies in other layouts. */
final class NodeValue {
  private final MemoryBlock block;
  private final long[] extents;
  private final DataType gradientType;
  private final List<Copy> copies = new ArrayList<>();
  private Preparation preparation;

  private record Copy(NetworkPass pass, MemoryBlock block) {}

  /** Where copies are made that all passes share. */
  interface Preparation {

    /** A copy, for which the pass that asks may have to do something. */
    MemoryBlock in(NetworkPass asking, Function<NetworkPass, MemoryBlock> copying);
  }

  NodeValue(MemoryBlock block, long... extents) {
    this(block, DataType.of(block.layout()), extents);
  }

  /**
   * A value with a gradient of another type.
   *
   * @param gradientType what the node computes its derivative with
   */
  NodeValue(MemoryBlock block, DataType gradientType, long... extents) {
    this.block = block;
    this.gradientType = gradientType;
    this.extents = extents.clone();
  }

  MemoryBlock block() {
    return block;
  }

  long[] extents() {
    return extents.clone();
  }

  /** The values in a layout, copied at most once. */
  MemoryBlock in(NetworkPass pass, dnnl_memory_desc layout) {
    if (block.has(layout)) {
      return block;
    }
    return preparation == null
        ? copy(pass, layout)
        : preparation.in(pass, once -> copy(once, layout));
  }

  private MemoryBlock copy(NetworkPass pass, dnnl_memory_desc layout) {
    for (Copy copy : copies) {
      if (copy.block.has(layout) && pass.follows(copy.pass)) {
        return copy.block;
      }
    }
    MemoryBlock copied = pass.reorder(block, layout);
    copies.add(new Copy(pass, copied));
    return copied;
  }

  /** Lets copies be made once for all passes. */
  NodeValue preparedBy(Preparation once) {
    preparation = once;
    return this;
  }

  DataType type() {
    return DataType.of(block.layout());
  }

  /** The type in which the node reads its gradient, though it takes any. */
  DataType gradientType() {
    return gradientType;
  }

  /** The values in row-major order. */
  MemoryBlock plain(NetworkPass pass, DataType type) {
    return in(pass, pass.arena().plain(type, extents));
  }

  /** The values in row-major order under other extents. */
  MemoryBlock plain(NetworkPass pass, DataType type, long... other) {
    return pass.arena().wrap(pass.arena().plain(type, other), plain(pass, type).storage());
  }
}
