package io.retort.datasets.images;

import java.io.IOException;

/** Is given the pixels of one sample after the other, and keeps them. */
@FunctionalInterface
interface PixelSink {
  /** Keeps the pixels of the next sample; the array is the sink's from now on. */
  void add(byte[] pixels) throws IOException;
}
