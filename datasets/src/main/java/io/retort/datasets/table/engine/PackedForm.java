package io.retort.datasets.table.engine;

import java.nio.ByteBuffer;

/**
 * How the numbers of a column are kept. Whole numbers of a unit, such as hundredths, have a least
 * one that stands for a missing number.
 */
enum PackedForm {
  BYTES(Byte.BYTES),
  SHORTS(Short.BYTES),
  INTS(Integer.BYTES),
  FLOATS(Float.BYTES),
  DOUBLES(Double.BYTES);

  private final int width;

  PackedForm(int width) {
    this.width = width;
  }

  /** The bytes of a number. */
  int width() {
    return width;
  }

  /** Whether numbers are kept as whole ones of a unit. */
  boolean isDecimal() {
    return this == BYTES || this == SHORTS || this == INTS;
  }

  /**
   * Reads a number.
   *
   * @param unit what whole numbers are divided by
   * @return not a number where it is missing
   */
  double get(ByteBuffer from, int at, double unit) {
    return switch (this) {
      case BYTES -> decimal(from.get(at), Byte.MIN_VALUE, unit);
      case SHORTS -> decimal(from.getShort(at), Short.MIN_VALUE, unit);
      case INTS -> decimal(from.getInt(at), Integer.MIN_VALUE, unit);
      case FLOATS -> from.getFloat(at);
      case DOUBLES -> from.getDouble(at);
    };
  }

  private static double decimal(int whole, int missing, double unit) {
    return whole == missing ? Double.NaN : whole / unit;
  }

  /** Reads the numbers of some neighbouring columns of a row, each with a unit of its own. */
  void get(ByteBuffer from, int at, double[] units, double[] destination, int first, int end) {
    switch (this) {
      case BYTES -> {
        for (int i = first; i < end; i++) {
          destination[i] = decimal(from.get(at + i - first), Byte.MIN_VALUE, units[i]);
        }
      }
      case SHORTS -> {
        for (int i = first; i < end; i++) {
          destination[i] =
              decimal(from.getShort(at + (i - first) * Short.BYTES), Short.MIN_VALUE, units[i]);
        }
      }
      case INTS -> {
        for (int i = first; i < end; i++) {
          destination[i] =
              decimal(from.getInt(at + (i - first) * Integer.BYTES), Integer.MIN_VALUE, units[i]);
        }
      }
      case FLOATS -> {
        for (int i = first; i < end; i++) {
          destination[i] = from.getFloat(at + (i - first) * Float.BYTES);
        }
      }
      case DOUBLES -> {
        for (int i = first; i < end; i++) {
          destination[i] = from.getDouble(at + (i - first) * Double.BYTES);
        }
      }
    }
  }

  /** Writes a number, which has to be one that this form has. */
  void put(ByteBuffer to, int at, double number, double unit) {
    boolean missing = Double.isNaN(number);
    int whole = (int) Math.rint(number * unit);
    switch (this) {
      case BYTES -> to.put(at, missing ? Byte.MIN_VALUE : (byte) whole);
      case SHORTS -> to.putShort(at, missing ? Short.MIN_VALUE : (short) whole);
      case INTS -> to.putInt(at, missing ? Integer.MIN_VALUE : whole);
      case FLOATS -> to.putFloat(at, (float) number);
      case DOUBLES -> to.putDouble(at, number);
    }
  }
}
