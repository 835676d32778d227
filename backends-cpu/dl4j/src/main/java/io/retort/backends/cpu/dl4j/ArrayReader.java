package io.retort.backends.cpu.dl4j;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a row of numbers as Nd4j writes arrays: two buffers, the first with shape and strides, the
 * second with the values; each begins with the way in which it was allocated, its length and its
 * type. Nd4j's own reader believes the lengths of a file and hands them to native code, which a
 * damaged file ends the process by.
 */
final class ArrayReader {
  /** Allocations of old versions, whose lengths are 32-bit numbers. */
  private static final Set<String> OLD = Set.of("DIRECT", "HEAP", "JAVACPP");

  private static final Set<String> NEW = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");
  private static final Set<String> WHOLE = Set.of("INT", "INT32", "LONG", "INT64");
  private static final int MOST_AXES = 32;

  private final DataInputStream in;

  ArrayReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * Reads the row.
   *
   * @param expected how many numbers it must have; nothing is allocated for another count
   * @throws RetortException if it is not such a row
   */
  float[] row(long expected) throws IOException {
    requireRow(expected);
    Header values = header();
    if (values.length != expected) {
      throw new RetortException(
          ErrorKind.DATA,
          "its coefficients say a length of "
              + values.length
              + " and a shape of "
              + expected
              + " values; it is damaged");
    }
    float[] row = new float[Math.toIntExact(expected)];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(values.type);
    }
    return row;
  }

  /** Reads the shape, and makes sure that the values lie one after the other. */
  private void requireRow(long expected) throws IOException {
    Header header = header();
    // The rank, an extent and a stride for each axis, and three numbers more.
    boolean possible =
        WHOLE.contains(header.type) && header.length >= 4 && header.length <= 2 * MOST_AXES + 4;
    long rank = possible ? whole(header.type) : -1;
    if (rank < 0 || header.length != 2 * rank + 4) {
      throw new RetortException(ErrorKind.DATA, "its coefficients have no shape; it is damaged");
    }
    long elements = 1;
    long[] extents = new long[(int) rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = whole(header.type);
      if (extents[axis] < 0 || extents[axis] > Math.max(expected, 1)) {
        throw misfit(expected, Long.toString(extents[axis]));
      }
      elements = Math.multiplyExact(elements, extents[axis]);
      if (elements > Math.max(expected, 1)) {
        throw misfit(expected, "more");
      }
    }
    if (elements != expected) {
      throw misfit(expected, Long.toString(elements));
    }
    boolean along = false;
    for (int axis = 0; axis < rank; axis++) {
      long each = whole(header.type);
      if (extents[axis] > 1 && (along || each != 1)) {
        throw new RetortException(
            ErrorKind.DATA, "its coefficients are not a row of values; it is damaged");
      }
      along |= extents[axis] > 1;
    }
    for (int rest = 0; rest < 3; rest++) {
      whole(header.type);
    }
  }

  private static RetortException misfit(long expected, String found) {
    return new RetortException(
        ErrorKind.DATA,
        "the layers need "
            + expected
            + " coefficients, but the file holds "
            + found
            + "; it is damaged or put together from two files");
  }

  private Header header() throws IOException {
    String allocation = in.readUTF();
    if (!OLD.contains(allocation) && !NEW.contains(allocation)) {
      throw new RetortException(
          ErrorKind.DATA, "its coefficients are not an array of Nd4j; it is damaged");
    }
    long length = OLD.contains(allocation) ? in.readInt() : in.readLong();
    return new Header(length, in.readUTF().toUpperCase(Locale.ROOT));
  }

  private long whole(String type) throws IOException {
    return type.startsWith("INT") && !type.equals("INT64") ? in.readInt() : in.readLong();
  }

  private float value(String type) throws IOException {
    return switch (type) {
      case "FLOAT" -> in.readFloat();
      case "DOUBLE" -> (float) in.readDouble();
      case "HALF" -> half(in.readShort());
      default ->
          throw new RetortException(
              ErrorKind.DATA,
              "its coefficients are of the type "
                  + Echo.of(type)
                  + "; it needs FLOAT, DOUBLE or HALF");
    };
  }

  /** A number of IEEE 754 with 16 bits. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      return Math.copySign(Math.scalb((float) fraction, -24), sign < 0 ? -1 : 1);
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  /** What a buffer begins with. */
  private record Header(long length, String type) {}
}
