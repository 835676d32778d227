package io.retort.backends.cpu.dl4j;

import org.bytedeco.javacpp.Pointer;

/**
 * Bounds the native memory of arrays that Deeplearning4j leaves to the garbage collector. They are
 * tiny objects on the Java heap, so that the collector sees no reason to run while gigabytes wait.
 */
final class NativeMemoryLimit {
  private static final long ALLOWED_BYTES = 256L << 20;

  private long floor = Pointer.physicalBytes();
  private boolean collected;

  /** Runs the collector if the process has grown a lot since it last ran for this purpose. */
  void limit() {
    long now = Pointer.physicalBytes();
    if (collected) {
      // Only now, as another thread frees what the collector has found.
      floor = now;
      collected = false;
    } else if (now - floor > ALLOWED_BYTES) {
      System.gc();
      collected = true;
    }
  }
}
