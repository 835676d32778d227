package io.retort.losses;

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
    double step = 1e-3;
    assertClose(
        DoubleStream.iterate(
                Exponential.LOWEST,
                x -> x < Exponential.HIGHEST - step,
                x -> x + step * random.nextDouble())
            .toArray());
    assertClose(new double[] {Exponential.LOWEST, Exponential.HIGHEST});
  }

  @Test
  void agreesWithTheLibraryAroundZero() {
    assertClose(
        IntStream.range(0, 1000)
            .mapToDouble(i -> Math.scalb(1.0, -i))
            .flatMap(x -> DoubleStream.of(x, -x, 0.7 * x, -0.7 * x))
            .toArray());
    assertClose(new double[] {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE});
  }

  @Test
  void agreesWithTheLibraryWhereTheNearestMultipleOfTheLogarithmChanges() {
    assertClose(
        IntStream.range(-1021, 1023)
            .mapToDouble(k -> (k + 0.5) * Math.log(2))
            .flatMap(x -> DoubleStream.of(Math.nextDown(x), x, Math.nextUp(x)))
            .toArray());
  }

  @Test
  void isZeroBelowTheRange() {
    double[] x = {-709, -745, -1e4, -1e300, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY};
    assertArrayEquals(new double[x.length], exponentials(x));
  }

  @Test
  void neverExceedsTheSmallestNormalNumberJustBelowTheRange() {
    for (double value : exponentials(new double[] {-708.4, -708.5, -708.7, -708.8, -708.99})) {
      assertTrue(value >= 0 && value <= Double.MIN_NORMAL, "value " + value);
    }
  }

  @Test
  void thatOfZeroIsOneAndThatOfNoNumberIsNone() {
    assertArrayEquals(
        new double[] {1, 1, Double.NaN}, exponentials(new double[] {0, -0.0, Double.NaN}));
  }

  @Test
  void touchesOnlyTheFirstValuesAndMayReplaceThem() {
    double[] x = {Math.log(2), Math.log(3), 5};
    new Exponential(3).evaluate(x, x, 2);
    assertEquals(2, x[0], 1e-15);
    assertEquals(3, x[1], 1e-15);
    assertEquals(5, x[2]);
  }

  private static double[] exponentials(double[] x) {
    double[] result = new double[x.length];
    new Exponential(x.length).evaluate(x, result, x.length);
    return result;
  }

  private static void assertClose(double[] x) {
    double[] actual = exponentials(x);
    for (int i = 0; i < x.length; i++) {
      double expected = Math.exp(x[i]);
      double ulps = Math.abs(actual[i] - expected) / Math.ulp(expected);
      assertTrue(ulps <= ULPS, "exp(" + x[i] + ") is off by " + ulps + " units in the last place");
    }
  }
}
