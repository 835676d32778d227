package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostVectorTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 1025, 2048, 2500})
  void updateReachesEveryValueOnceAcrossBlocks(int length) {
    try (HostVector x = counting(length);
        HostVector state = HostVector.allocate(length);
        HostVector input = counting(length)) {
      x.update(
          Update.of(
              (values, states, inputs, count) -> {
                for (int i = 0; i < count; i++) {
                  states[0][i] += inputs[0][i];
                  values[i] += 2 * inputs[0][i] + 1;
                }
              }),
          List.of(state),
          List.of(input));
      for (int i = 0; i < length; i++) {
        assertEquals(3 * i + 1, values(x)[i]);
        assertEquals(i, values(state)[i]);
        assertEquals(i, values(input)[i], "An input is changed");
      }
    }
  }

  @Test
  void updateOfASliceLeavesItsNeighboursAlone() {
    try (HostVector x = counting(3000)) {
      x.slice(500, 1500).fill(-1);
      float[] values = values(x);
      for (int i = 0; i < values.length; i++) {
        assertEquals(i >= 500 && i < 2000 ? -1 : i, values[i]);
      }
    }
  }

  @Test
  void updateInSeveralThreadsGivesTheSameBits() {
    int length = 300_001;
    float[][] results = new float[2][length];
    for (int run = 0; run < 2; run++) {
      try (HostVector values =
              HostVector.allocate(length, run == 0 ? HostThreads.caller() : new FourThreads());
          Vector state = values.like();
          Vector input = values.like()) {
        float[] start = new float[length];
        for (int i = 0; i < length; i++) {
          start[i] = (float) Math.sin(i);
        }
        input.write(0, start);
        UpdateRule rule =
            (x, s, in, count) -> {
              for (int i = 0; i < count; i++) {
                s[0][i] = 0.9f * s[0][i] + in[0][i];
                x[i] -= 0.1f * s[0][i] / (1 + in[0][i] * in[0][i]);
              }
            };
        for (int step = 0; step < 3; step++) {
          values.update(Update.of(rule), List.of(state), List.of(input));
        }
        values.read(0, results[run]);
      }
    }
    assertArrayEquals(results[0], results[1]);
    assertNotEquals(0, results[1][length - 1]);
  }

  @Test
  void dotSumsInDoublePrecision() {
    // 2^24 + 1 is not a 32-bit number: a sum of floats would lose the ones.
    try (HostVector x = HostVector.allocate(3)) {
      x.write(0, new float[] {4096, 1, 1});
      assertEquals(16_777_218, x.dot(x));
      assertEquals(Math.sqrt(16_777_218), x.norm());
    }
  }

  @Test
  void dotRunsAcrossBlocks() {
    try (HostVector x = HostVector.allocate(1030)) {
      x.fill(2);
      assertEquals(4 * 1030, x.dot(x));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-44, 1e-25, 1e-18, 1, 1e18, 1e25, 1e37})
  void squaresOfProductsAreThoseOfDoublePrecision(double size) {
    int length = 2500;
    try (HostVector x = counting(length)) {
      double factor = size / length;
      double squares = x.scaleAndSquare(factor);
      double expected = 0;
      float[] products = values(x);
      for (int i = 0; i < length; i++) {
        assertEquals(i * (float) factor, products[i]);
        expected += (double) products[i] * products[i];
      }
      assertEquals(expected, squares, 1e-6 * expected);
    }
  }

  @Test
  void squaresOfNoNumbersAreNone() {
    try (HostVector x = of(1, Float.NaN, 3);
        HostVector y = of(1, Float.POSITIVE_INFINITY)) {
      assertEquals(Double.NaN, x.scaleAndSquare(2));
      assertEquals(Double.POSITIVE_INFINITY, y.scaleAndSquare(2));
    }
  }

  @Test
  void addScaleAndAssignAreElementWise() {
    try (HostVector x = of(1, 2, 3);
        HostVector y = of(10, 20, 30)) {
      x.add(0.5, y);
      assertArrayEquals(new float[] {6, 12, 18}, values(x));
      x.scale(-2);
      assertArrayEquals(new float[] {-12, -24, -36}, values(x));
      x.assign(y);
      assertArrayEquals(new float[] {10, 20, 30}, values(x));
    }
  }

  @Test
  void aVectorCanBeAddedToItself() {
    try (HostVector x = of(1, 2)) {
      x.add(1, x);
      assertArrayEquals(new float[] {2, 4}, values(x));
    }
  }

  @Test
  void sliceSharesMemoryAndDoesNotFreeIt() {
    try (HostVector x = of(1, 2, 3, 4)) {
      HostVector part = x.slice(1, 2);
      part.write(0, new float[] {8, 9});
      part.close();
      assertArrayEquals(new float[] {1, 8, 9, 4}, values(x));
      HostVector inner = x.slice(1, 3).slice(1, 1);
      assertArrayEquals(new float[] {9}, values(inner));
    }
  }

  @Test
  void likeIsANewVectorOfZeros() {
    try (HostVector x = of(1, 2, 3);
        HostVector y = x.like()) {
      assertArrayEquals(new float[3], values(y));
      y.fill(7);
      assertArrayEquals(new float[] {1, 2, 3}, values(x));
    }
  }

  @Test
  void emptyVectorWorks() {
    try (HostVector x = HostVector.allocate(0);
        HostVector y = x.like()) {
      assertEquals(0, x.length());
      x.fill(1);
      x.scale(2);
      x.add(1, y);
      x.assign(y);
      assertEquals(0, x.norm());
      assertEquals(0, x.slice(0, 0).length());
    }
  }

  @Test
  void vectorsOfOtherLengthsAreRefused() {
    try (HostVector x = of(1, 2);
        HostVector y = of(1, 2, 3)) {
      assertThrows(IllegalArgumentException.class, () -> x.add(1, y));
      assertThrows(IllegalArgumentException.class, () -> x.assign(y));
      assertThrows(IllegalArgumentException.class, () -> x.dot(y));
    }
  }

  @Test
  void slicesBeyondTheEndAreRefused() {
    try (HostVector x = of(1, 2)) {
      assertThrows(IndexOutOfBoundsException.class, () -> x.slice(1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> x.read(1, new float[2]));
    }
  }

  @Test
  void useAfterCloseIsRefused() {
    HostVector x = of(1, 2);
    HostVector part = x.slice(0, 1);
    x.close();
    assertThrows(IllegalStateException.class, () -> values(x));
    assertThrows(IllegalStateException.class, part::norm);
    assertThrows(IllegalStateException.class, () -> x.fill(1));
  }

  private static HostVector of(float... values) {
    HostVector vector = HostVector.allocate(values.length);
    vector.write(0, values);
    return vector;
  }

  private static HostVector counting(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    return of(values);
  }

  private static float[] values(HostVector vector) {
    float[] values = new float[vector.length()];
    vector.read(0, values);
    return values;
  }
}
