package io.retort.datasets;

import io.retort.core.tensor.TensorMemory;

/** What all generated data has in common. */
final class Generated {
  /** A tensor, and an array of Java, hold no more. */
  private static final long LARGEST = 1L << 29;

  private Generated() {}

  /**
   * Refuses more samples than there is memory for.
   *
   * @param width the values of a sample, targets included
   * @throws IllegalArgumentException naming the key
   */
  static void require(int samples, int testSamples, long width) {
    require("samples", samples, width);
    require("test-samples", testSamples, width);
    long limit = TensorMemory.limit();
    long needed = ((long) samples + testSamples) * width * Float.BYTES;
    if (needed > limit) {
      throw tooMany("samples", samples, width, ", and " + TensorMemory.advice(limit, needed));
    }
  }

  private static void require(String key, int samples, long width) {
    if (samples > 0 && width >= LARGEST / samples) {
      throw tooMany(key, samples, width, ", more than 2 GiB");
    }
  }

  private static IllegalArgumentException tooMany(
      String key, int samples, long width, String limit) {
    return new IllegalArgumentException(
        String.format(
            "'%s' asks for %,d samples of %,d values each%s; ask for fewer, or for smaller ones",
            key, samples, width, limit));
  }
}
