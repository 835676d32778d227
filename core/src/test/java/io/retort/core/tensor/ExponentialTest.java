package io.retort.core.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialTest {
  private static final double ULPS = 2;

  @Test
  void agreesWithTheLibraryOverTheWholeRange() {
    SplittableRandom random = new SplittableRandom(1);
    double step = 1e-4;
    assertClose(
        DoubleStream.iterate(
                Exponential.LOWEST,
                x -> x < Exponential.HIGHEST - step,
                x -> x + step * random.nextDouble())
            .toArray());
    assertClose(Exponential.LOWEST, Exponential.HIGHEST);
  }

  @Test
  void agreesWithTheLibraryAroundZero() {
    assertClose(
        IntStream.range(0, 149)
            .mapToDouble(i -> Math.scalb(1.0, -i))
            .flatMap(x -> DoubleStream.of(x, -x, 0.7 * x, -0.7 * x))
            .toArray());
    assertClose(0.0, -0.0, Float.MIN_VALUE, -Float.MIN_VALUE);
  }

  @Test
  void agreesWithTheLibraryWhereTheNearestMultipleOfTheLogarithmChanges() {
    assertClose(
        IntStream.range(-126, 127)
            .mapToDouble(k -> (float) ((k + 0.5) * Math.log(2)))
            .filter(x -> x > Exponential.LOWEST && x < Exponential.HIGHEST)
            .flatMap(x -> DoubleStream.of(Math.nextDown((float) x), x, Math.nextUp((float) x)))
            .toArray());
  }

  @Test
  void isZeroBelowTheRange() {
    float[] x = {-88, -104, -1e4f, -1e30f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
    assertArrayEquals(new float[x.length], exponentials(x));
  }

  @Test
  void neverExceedsTheSmallestNormalNumberJustBelowTheRange() {
    for (float value : exponentials(-87.34f, -87.4f, -87.5f, -87.6f, -87.7f)) {
      assertTrue(value >= 0 && value <= Float.MIN_NORMAL, "value " + value);
    }
  }

  @Test
  void thatOfZeroIsOneAndThatOfNoNumberIsNone() {
    assertArrayEquals(new float[] {1, 1, Float.NaN}, exponentials(0, -0.0f, Float.NaN));
  }

  @Test
  void touchesOnlyTheFirstValuesAndMayReplaceThem() {
    float[] x = {(float) Math.log(2), (float) Math.log(3), 5};
    new Exponential(3).evaluate(x, x, 2);
    assertEquals(2, x[0], 1e-6);
    assertEquals(3, x[1], 1e-6);
    assertEquals(5, x[2]);
  }

  @Test
  void thoseOfLongArraysAreThoseOfShortOnes() {
    float[] x = new float[2500];
    for (int i = 0; i < x.length; i++) {
      x[i] = -i / 30f;
    }
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      expected[i] = exponentials(x[i])[0];
    }
    assertArrayEquals(expected, exponentials(x));
    new Exponential(x.length).evaluate(x, x, x.length);
    assertArrayEquals(expected, x);
  }

  private static float[] exponentials(float... x) {
    float[] result = new float[x.length];
    new Exponential(x.length).evaluate(x, result, x.length);
    return result;
  }

  private static void assertClose(double... numbers) {
    float[] x = new float[numbers.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) numbers[i];
    }
    float[] actual = exponentials(x);
    for (int i = 0; i < x.length; i++) {
      double expected = Math.exp(x[i]);
      double ulps = Math.abs(actual[i] - expected) / Math.ulp((float) expected);
      assertTrue(ulps <= ULPS, "exp(" + x[i] + ") is off by " + ulps + " units in the last place");
    }
  }
}
