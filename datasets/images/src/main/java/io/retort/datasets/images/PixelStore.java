package io.retort.datasets.images;

/** The pixels of samples. Thread-safe. */
@FunctionalInterface
interface PixelStore {
  /** Copies the pixels of a sample. */
  void read(int sample, byte[] pixels);
}
