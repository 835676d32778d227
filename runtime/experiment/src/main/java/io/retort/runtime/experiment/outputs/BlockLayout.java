package io.retort.runtime.experiment.outputs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where things are in a block: its checksum, the number of its rows, the indexes of their samples,
 * and the rows. A block is some 1 MiB long at most, or one row.
 *
 * @param rowBytes the size of a row
 */
record BlockLayout(int rowBytes) {
  private static final int BYTES = 1 << 20;
  private static final int MOST_ROWS = 256;
  private static final int COUNT = Long.BYTES;
  private static final int INDEXES = COUNT + 2 * Integer.BYTES;

  /** The most rows of a block. */
  int rows() {
    return Math.min(Math.max(BYTES / rowBytes, 1), MOST_ROWS);
  }

  /** The size of a block, a multiple of 8. */
  int blockBytes() {
    return Math.addExact(start(rows()), Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }

  /** Where a row starts. */
  int start(int row) {
    return Math.addExact(INDEXES + rows() * Integer.BYTES, Math.multiplyExact(row, rowBytes));
  }

  /** An empty block. */
  ByteBuffer newBlock() {
    return ByteBuffer.allocateDirect(blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  int count(ByteBuffer block) {
    return block.getInt(COUNT);
  }

  void setCount(ByteBuffer block, int count) {
    block.putInt(COUNT, count);
  }

  /** The sample of a row. */
  int sample(ByteBuffer block, int row) {
    return block.getInt(INDEXES + row * Integer.BYTES);
  }

  void setSample(ByteBuffer block, int row, int sample) {
    block.putInt(INDEXES + row * Integer.BYTES, sample);
  }
}
