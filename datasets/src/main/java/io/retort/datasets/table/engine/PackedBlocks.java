package io.retort.datasets.table.engine;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where blocks of packed rows are read from. */
@FunctionalInterface
interface PackedBlocks {

  /**
   * The bytes of a block, which are checked. Blocks are asked for in the order in which they were
   * written.
   *
   * @throws IOException if they cannot be read, or are not as they were written
   */
  ByteBuffer block(long at, int bytes, int checksum) throws IOException;
}
