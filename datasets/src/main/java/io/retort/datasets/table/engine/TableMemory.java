package io.retort.datasets.table.engine;

import io.retort.core.ErrorKind;
import io.retort.core.HeapAdvice;
import io.retort.core.RetortException;
import java.util.Locale;

/** What is said of tables that do not fit in memory. */
final class TableMemory {
  /** What a tensor can hold: memory is addressed in bytes by 32-bit numbers. */
  private static final long LARGEST = Integer.MAX_VALUE - 64;

  private TableMemory() {}

  /** The bytes of values that fit: by default Java gives tensors as much memory as its heap. */
  static long available() {
    return Math.min(LARGEST, Runtime.getRuntime().maxMemory());
  }

  /**
   * Refuses texts whose tokens do not fit, before anything is allocated for them.
   *
   * @param available the bytes that fit
   */
  static void requireTexts(String table, long rows, int length, long available) {
    long bytes = rows * length * Float.BYTES;
    if (bytes > available) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The inputs of "
              + table
              + " need "
              + gigabytes(bytes)
              + " ("
              + number(rows)
              + " rows of "
              + number(length)
              + " values of 4 bytes), but "
              + gigabytes(available)
              + " fit; shorten the length of texts, or use fewer rows"
              + (bytes <= LARGEST ? ", or " + HeapAdvice.of(bytes) : ""));
    }
  }

  /** The memory was used up by the rows of a table that had been read. */
  static RetortException full(TableOrigin origin, long rows, OutOfMemoryError cause) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        origin.subject()
            + " does not fit in memory, which was full after "
            + number(rows)
            + " rows; "
            + origin.toSaveMemory()
            + ", or "
            + HeapAdvice.of(0),
        cause);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String gigabytes(long bytes) {
    return bytes < 100_000_000
        ? String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }
}
