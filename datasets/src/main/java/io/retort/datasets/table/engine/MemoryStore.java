package io.retort.datasets.table.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Keeps blocks of packed rows in the memory outside of Java's heap. */
record MemoryStore() implements PackedStore {

  @Override
  public ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer keep(PackedLayout layout, ByteBuffer rows) {
    return rows;
  }
}
