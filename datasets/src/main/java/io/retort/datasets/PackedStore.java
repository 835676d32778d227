package io.retort.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where blocks of packed rows are kept. */
interface PackedStore {

  /** Keeps them in the memory outside of Java's heap. */
  PackedStore MEMORY =
      new PackedStore() {
        @Override
        public ByteBuffer buffer(int bytes) {
          return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public ByteBuffer keep(PackedLayout layout, ByteBuffer rows) {
          return rows;
        }
      };

  /** A little-endian buffer to write a block into. */
  ByteBuffer buffer(int bytes);

  /**
   * Keeps a block.
   *
   * @param rows the buffer, from its beginning to its limit
   * @return what the block is read from; empty if it cannot be read yet
   */
  ByteBuffer keep(PackedLayout layout, ByteBuffer rows);
}
