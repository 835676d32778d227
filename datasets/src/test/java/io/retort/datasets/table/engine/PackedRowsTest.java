package io.retort.datasets.table.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowsTest {
  private final Random random = new Random(3);

  /** Columns of every form, some of which change it on the way. */
  private final List<DoubleSupplier> columns =
      List.of(
          () -> random.nextInt(255) - 127,
          () -> random.nextInt(10_001) / 1e2,
          () -> Math.rint(random.nextGaussian() * 1e6) / 1e6,
          () -> random.nextGaussian(),
          () -> (float) random.nextGaussian(),
          () -> random.nextBoolean() ? -0.0 : 0.0,
          () -> random.nextInt(100) == 0 ? 1e300 : 3,
          () -> random.nextInt() * (random.nextInt(5000) == 0 ? 1e4 : 1),
          () -> Math.rint(random.nextDouble() * 1e9) * Math.pow(10, -random.nextInt(18)),
          () -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)),
          () -> Double.MIN_VALUE,
          () -> Double.NaN);

  private double[] row() {
    double[] row = new double[columns.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(20) == 0 ? Double.NaN : columns.get(i).getAsDouble();
    }
    return row;
  }

  private static long[] bits(double... numbers) {
    long[] bits = new long[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToLongBits(numbers[i]);
    }
    return bits;
  }

  /** Less than a block, whole ones, and one more row; each block is of 16,384 rows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 16_384, 40_001})
  void rowsComeBackToTheBit(int count) {
    double[][] rows = new double[count][];
    PackedRows packed = new PackedRows(columns.size(), new MemoryStore());
    for (int i = 0; i < count; i++) {
      rows[i] = row();
      packed.add(rows[i]);
    }
    assertEquals(count, packed.size());
    int[] wanted = random.ints(2L * count, 0, count).toArray();
    List<Integer> given = new ArrayList<>();
    packed.read(
        wanted,
        (index, row) -> {
          given.add(index);
          assertArrayEquals(bits(rows[wanted[index]]), bits(row));
          int column = index % row.length;
          assertArrayEquals(
              bits(row[column]), bits(packed.get(wanted[index], column)), "column " + column);
        });
    assertEquals(IntStream.range(0, wanted.length).boxed().toList(), given);
  }

  @Test
  void decimalsOfFewDigitsTakeFewBytes() {
    double[] rows = {
      -127,
      3.27,
      1234.567,
      1.5,
      0.1,
      Double.NaN, //
      127,
      0.01,
      -99.999,
      1e30,
      Math.PI,
      Double.NaN
    };
    assertEquals(1 + 2 + 4 + 8 + 8 + 1, PackedLayout.of(rows, 6).stride());
    assertEquals(4, PackedLayout.of(new double[] {1e6, 0.5, (float) 0.1}, 1).stride());
  }

  @Test
  void aRowMayHaveManyColumns() {
    PackedRows packed = new PackedRows(300_000, new MemoryStore());
    double[] row = new double[300_000];
    for (int i = 0; i < 70; i++) {
      row[299_999] = i;
      packed.add(row);
    }
    assertEquals(0, packed.get(0, 299_999));
    assertEquals(63, packed.get(63, 299_999));
    assertEquals(69, packed.get(69, 299_999));
  }
}
