package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.HeapAdvice;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Whether the inputs of a table fit in memory, which many categories make large. */
final class CsvMemory {
  /** What a tensor can hold: memory is addressed in bytes by 32-bit numbers. */
  private static final long LARGEST = Integer.MAX_VALUE - 64;

  private static final String OF_MANY_COLUMNS = "name columns under ignore, or use fewer rows";

  private CsvMemory() {}

  /** The bytes of values that fit: by default Java gives tensors as much memory as its heap. */
  static long available() {
    return Math.min(LARGEST, Runtime.getRuntime().maxMemory());
  }

  /**
   * Refuses inputs that do not fit, before anything is allocated for them.
   *
   * @param available the bytes that fit
   */
  static void require(Path file, List<InputColumn> columns, long rows, long available) {
    long width = columns.stream().mapToLong(InputColumn::width).sum();
    long bytes = rows * width * Float.BYTES;
    if (bytes <= available) {
      return;
    }
    InputColumn widest =
        columns.stream().max(Comparator.comparingInt(InputColumn::width)).orElseThrow();
    String remedy =
        widest.match(
            number -> OF_MANY_COLUMNS,
            CsvMemory::ofCategories,
            text -> "shorten the length of texts, or use fewer rows");
    throw new RetortException(
        ErrorKind.ENVIRONMENT,
        "The inputs of "
            + file
            + " need "
            + gigabytes(bytes)
            + " ("
            + number(rows)
            + " rows of "
            + number(width)
            + " values of 4 bytes), but "
            + gigabytes(available)
            + " fit; "
            + remedy
            + (bytes <= LARGEST ? ", or " + HeapAdvice.of(bytes) : ""));
  }

  private static String ofCategories(InputColumn.Categorical widest) {
    return widest.width() == 1
        ? OF_MANY_COLUMNS
        : "the column '"
            + widest.name()
            + "' alone has "
            + number(widest.width())
            + " categories: name it under ignore, join its rare categories, or use fewer rows";
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
