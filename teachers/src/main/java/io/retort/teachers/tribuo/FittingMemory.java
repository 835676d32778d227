package io.retort.teachers.tribuo;

import io.retort.core.ErrorKind;
import io.retort.core.HeapAdvice;
import io.retort.core.RetortException;
import io.retort.core.tensor.TensorMemory;
import java.util.Locale;

/** Whether all rows that a model is fitted to fit in Java's heap, where it needs them together. */
final class FittingMemory {
  /** What an array takes beside its values, with the reference to it. */
  private static final int ROW_BYTES = 24;

  private FittingMemory() {}

  /**
   * Refuses rows that cannot fit, before the first is read. The model needs more besides.
   *
   * @param teacher the teacher's name
   * @param rows how many samples there are
   * @param width how many values each has
   * @param heap how much Java may use, in bytes
   */
  static void require(String teacher, int rows, int width, long heap) {
    long bytes = rows * (ROW_BYTES + (long) Float.BYTES * width);
    if (bytes > heap) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          String.format(
              Locale.ROOT,
              "The teacher '%s' is fitted to all rows at once, and %,d samples of %,d values take"
                  + " %s of Java's heap, which may have %s; take fewer samples or columns, a"
                  + " teacher of kind network, which reads a batch at a time, or %s",
              teacher,
              rows,
              width,
              TensorMemory.size(bytes),
              TensorMemory.size(heap),
              HeapAdvice.of(2 * bytes)));
    }
  }
}
