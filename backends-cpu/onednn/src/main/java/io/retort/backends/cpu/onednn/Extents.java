package io.retort.backends.cpu.onednn;

import io.retort.core.tensor.Shape;

/** The extents of a batch, as oneDNN takes them. */
final class Extents {

  private Extents() {}

  static long[] of(Shape sample, int batch) {
    long[] extents = new long[sample.rank() + 1];
    extents[0] = batch;
    for (int axis = 0; axis < sample.rank(); axis++) {
      extents[axis + 1] = sample.extent(axis);
    }
    return extents;
  }
}
