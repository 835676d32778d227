package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Matrices of samples by units that lie one after another without gaps: one for each step, say.
 *
 * @param block all of them, {@code [count, batch, units]}
 * @param matrix the layout of one, {@code [batch, units]}
 * @param size the number of values of one
 */
record StepMatrices(MemoryBlock block, dnnl_memory_desc matrix, long size) {

  static StepMatrices allocate(Arena arena, DataType type, long count, long batch, long units) {
    return new StepMatrices(
        arena.allocate(arena.plain(type, count, batch, units)),
        arena.plain(type, batch, units),
        batch * units);
  }

  /** One of them. */
  MemoryBlock at(Arena arena, long index) {
    return at(arena, index, matrix);
  }

  /** One or more of them, from one on. */
  MemoryBlock at(Arena arena, long index, dnnl_memory_desc layout) {
    return arena.slice(block, index * size, layout);
  }

  /** Copies some values of one of them, which have 32 bits. */
  void read(long index, int start, float[] to, int count) {
    block.values().get(Math.toIntExact(index * size) + start, to, 0, count);
  }
}
