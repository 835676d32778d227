package io.retort.exporters.source;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Numbers of 32 bits as texts that fit into constants of a class file, which hold at most 65,535
 * bytes each: the numbers one after the other, big-endian, in Base64.
 */
final class PackedWeights {
  /** How many numbers a text holds. */
  private static final int PART = 6_000;

  private final List<String> parts = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream open = new DataOutputStream(bytes);
  private int count;

  /**
   * Adds numbers.
   *
   * @return the index of the first one among all
   */
  int add(float[] values) {
    int first = count;
    try {
      for (float value : values) {
        open.writeFloat(value);
        count++;
        if (count % PART == 0) {
          close();
        }
      }
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return first;
  }

  /**
   * Adds the transpose of a matrix.
   *
   * @param values {@code [rows, columns]}
   */
  int addTransposed(float[] values, int rows) {
    int columns = values.length / rows;
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return add(transposed);
  }

  int count() {
    return count;
  }

  /** The texts; nothing is added any more. */
  List<String> parts() {
    if (bytes.size() > 0) {
      close();
    }
    return List.copyOf(parts);
  }

  private void close() {
    parts.add(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    bytes.reset();
  }
}
