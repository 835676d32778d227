package io.retort.datasets.table.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In which form each column of some rows is kept: the smallest that gives every number back to the
 * bit. A decimal of few digits is a whole number divided by a power of ten, and the division gives
 * the double that its digits are read as. The idea is that of Afroozeh, Kuffó and Boncz, "ALP:
 * Adaptive Lossless Floating-Point Compression", 2023.
 */
final class PackedLayout {
  /** With more digits, decimals have no form of their own. */
  private static final double LARGEST_UNIT = 1e15;

  private final PackedForm[] forms;
  private final double[] units;
  private final int[] offsets;
  private final int stride;

  /** Where neighbouring columns of one form end. */
  private final int[] ends;

  private PackedLayout(PackedForm[] forms, double[] units) {
    this.forms = forms;
    this.units = units;
    this.offsets = new int[forms.length];
    int end = 0;
    for (int column = 0; column < forms.length; column++) {
      offsets[column] = end;
      end += forms[column].width();
    }
    this.stride = end;
    this.ends =
        IntStream.rangeClosed(1, forms.length)
            .filter(column -> column == forms.length || forms[column] != forms[column - 1])
            .toArray();
  }

  /**
   * The layout for some rows.
   *
   * @param numbers the rows, one after the other; not a number where one is missing
   * @param columns the numbers of a row
   */
  static PackedLayout of(double[] numbers, int columns) {
    PackedForm[] forms = new PackedForm[columns];
    double[] units = new double[columns];
    for (int column = 0; column < columns; column++) {
      double unit = 1;
      double largest = 0;
      boolean single = true;
      for (int i = column; i < numbers.length && (single || unit <= LARGEST_UNIT); i += columns) {
        double number = numbers[i];
        if (!Double.isNaN(number)) {
          largest = Math.max(largest, Math.abs(number));
          single &= same((float) number, number);
          // What is in hundredths is in thousandths too.
          while (unit <= LARGEST_UNIT && !isWhole(number, unit)) {
            unit *= 10;
          }
        }
      }
      forms[column] = form(single, unit <= LARGEST_UNIT, largest * unit);
      units[column] = forms[column].isDecimal() ? unit : 1;
    }
    return new PackedLayout(forms, units);
  }

  private static PackedForm form(boolean single, boolean decimal, double largest) {
    if (decimal && largest <= Byte.MAX_VALUE) {
      return PackedForm.BYTES;
    } else if (decimal && largest <= Short.MAX_VALUE) {
      return PackedForm.SHORTS;
    } else if (single) {
      return PackedForm.FLOATS;
    }
    return decimal && largest <= Integer.MAX_VALUE ? PackedForm.INTS : PackedForm.DOUBLES;
  }

  private static boolean isWhole(double number, double unit) {
    // There is no −0 among whole numbers.
    return same((Math.rint(number * unit) + 0.0) / unit, number);
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  /** The bytes of a row. */
  int stride() {
    return stride;
  }

  double get(ByteBuffer rows, int row, int column) {
    return forms[column].get(rows, row * stride + offsets[column], units[column]);
  }

  /** Reads all numbers of a row, which begins at a byte. */
  void read(ByteBuffer rows, int start, double[] destination) {
    int first = 0;
    for (int end : ends) {
      forms[first].get(rows, start + offsets[first], units, destination, first, end);
      first = end;
    }
  }

  /** Writes rows from the beginning of a buffer on. */
  void write(double[] numbers, ByteBuffer rows) {
    int start = 0;
    for (int i = 0; i < numbers.length; i += forms.length) {
      for (int column = 0; column < forms.length; column++) {
        forms[column].put(rows, start + offsets[column], numbers[i + column], units[column]);
      }
      start += stride;
    }
  }

  void write(DataOutputStream index) throws IOException {
    for (int column = 0; column < forms.length; column++) {
      index.writeUTF(forms[column].name());
      index.writeDouble(units[column]);
    }
  }

  static PackedLayout read(DataInputStream index, int columns) throws IOException {
    PackedForm[] forms = new PackedForm[columns];
    double[] units = new double[columns];
    for (int column = 0; column < columns; column++) {
      forms[column] = PackedForm.valueOf(index.readUTF());
      units[column] = index.readDouble();
    }
    return new PackedLayout(forms, units);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedLayout layout
        && Arrays.equals(forms, layout.forms)
        && Arrays.equals(units, layout.units);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(forms) + Arrays.hashCode(units);
  }
}
