package io.retort.benchmarks;

import java.nio.ByteBuffer;

/** A plain copy between two blocks of native memory, by which other passes are judged. */
final class NativeCopy {
  private final ByteBuffer source;
  private final ByteBuffer destination;

  /**
   * A copy that reads one half of the given traffic and writes the other.
   *
   * @param traffic bytes
   */
  NativeCopy(long traffic) {
    source = ByteBuffer.allocateDirect(Math.toIntExact(traffic / 2));
    destination = ByteBuffer.allocateDirect(source.capacity());
  }

  ByteBuffer run() {
    return destination.put(0, source, 0, source.capacity());
  }
}
