package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;

/** Sets memory to 0. */
final class Zeros {
  private static final float[] BLOCK = new float[1024];

  private Zeros() {}

  static void fill(FloatBuffer values) {
    int length = values.capacity();
    for (int start = 0; start < length; start += BLOCK.length) {
      values.put(start, BLOCK, 0, Math.min(BLOCK.length, length - start));
    }
  }
}
