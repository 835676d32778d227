package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ArrayReaderTest {
  /** Exact in 16 bits, the largest and the smallest of them included. */
  private static final float[] VALUES = {0, 1, -2, 0.33325195f, 65504, 0x1p-24f, -0x1.8p-20f};

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "HALF"})
  void rowsAreReadAsNd4jHasWrittenThem(DataType type) throws IOException {
    try (INDArray row = Nd4j.createFromArray(VALUES).castTo(type).reshape(1, VALUES.length)) {
      assertArrayEquals(VALUES, read(row, VALUES.length), 0);
    }
  }

  @Test
  void whatIsNoRowOfFloatingPointNumbersIsRefused() {
    try (INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
        INDArray whole = Nd4j.createFromArray(1, 2, 3, 4);
        INDArray row = Nd4j.createFromArray(1f, 2f, 3f)) {
      assertThrows(RetortException.class, () -> read(matrix, 4));
      assertThrows(RetortException.class, () -> read(whole, 4));
      assertThrows(RetortException.class, () -> read(row, 4));
      assertThrows(RetortException.class, () -> read(row, 2));
    }
  }

  @Test
  void numbersOfSixteenBitsAreExact() {
    Map.of(
            0x3c00,
            1f,
            0xc000,
            -2f,
            0x7bff,
            65504f,
            0x0001,
            0x1p-24f,
            0x8000,
            -0f,
            0x3555,
            0.33325195f,
            0xfc00,
            Float.NEGATIVE_INFINITY)
        .forEach((bits, value) -> assertEquals(value, ArrayReader.half(bits.shortValue())));
    assertTrue(Float.isNaN(ArrayReader.half((short) 0x7e00)));
  }

  private static float[] read(INDArray array, long expected) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(bytes));
    return new ArrayReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
        .row(expected);
  }
}
