package io.retort.datasets.table.engine;

import java.nio.ByteBuffer;

/** Where blocks of packed rows are kept. */
interface PackedStore {

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
