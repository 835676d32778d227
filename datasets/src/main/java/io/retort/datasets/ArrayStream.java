package io.retort.datasets;

import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;

/** Inputs that are in memory, as a stream. */
final class ArrayStream implements SampleStream {
  private final float[] values;
  private final int width;
  private int next;

  /** Values of samples one after the other, each of so many. */
  ArrayStream(float[] values, int width) {
    this.values = values;
    this.width = width;
  }

  @Override
  public int read(Tensor destination) {
    int count = Math.min(destination.shape().extent(0), (values.length - next) / width);
    if (count > 0) {
      destination.write(0, Arrays.copyOfRange(values, next, next + count * width));
      next += count * width;
    }
    return count;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
