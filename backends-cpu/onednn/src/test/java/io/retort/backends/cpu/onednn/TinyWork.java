package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;

/** Backends that treat networks of a test's size as if they were large. */
final class TinyWork {

  private TinyWork() {}

  /** Where samples do not depend on each other, each thread has some of a batch's. */
  static ComputeBackend inParts(Precision precision, int threads) {
    return backend(precision, threads, 1);
  }

  /** All threads work on every operation. */
  static ComputeBackend together(Precision precision, int threads) {
    return backend(precision, threads, Long.MAX_VALUE);
  }

  private static ComputeBackend backend(
      Precision precision, int threads, long multiplicationsPerPart) {
    boolean bf16 = precision == Precision.BF16 && Engine.hasBf16();
    return new OneDnnBackend(
        new Limits(threads, 1, multiplicationsPerPart, bf16, 0), KernelVerifier.inMemory());
  }
}
