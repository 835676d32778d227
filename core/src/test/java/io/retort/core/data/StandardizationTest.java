package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizationTest {

  @Test
  void takesMeanAndPopulationDeviation() {
    Standardization scaling = Standardization.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
    assertEquals(5, scaling.mean(), 1e-15);
    assertEquals(2, scaling.deviation(), 1e-15);
    assertEquals(1.5, scaling.apply(8), 1e-15);
    assertEquals(8, scaling.invert(1.5), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 1e-300, -7.77, 1e300, 123456789.123, 0})
  void aRepeatedNumberIsConstantWhateverItsMeanIsRoundedTo(double value) {
    for (int n : new int[] {1, 2, 3, 10, 999, 100_003}) {
      double[] values = new double[n];
      Arrays.fill(values, value);
      Standardization scaling = Standardization.of(values);
      assertTrue(scaling.constant(), () -> n + " times " + value);
      assertEquals(value, scaling.mean(), Math.ulp(value));
      assertEquals(0, scaling.apply(value));
      // Not 1e10 deviations away.
      assertEquals(0, scaling.apply(value * 1.001));
    }
  }

  /** sklearn.preprocessing._data._is_constant_feature: var <= n eps var + (n mean eps)². */
  @Test
  void countsAsConstantWhatScikitLearnDoes() {
    // The variance is 1, the bound (2 · 1e16 · 2.2e-16)² = 19.7.
    assertTrue(Standardization.of(new double[] {1e16, 1e16 + 2}).constant());
    // The variance is 1e10, the bound still 19.7.
    assertFalse(Standardization.of(new double[] {1e16, 1e16 + 2e5}).constant());
    // The deviation 5e-9 is small beside the mean, but far from its rounding.
    assertFalse(Standardization.of(new double[] {1, 1 + 1e-8}).constant());
    assertFalse(Standardization.of(new double[] {0, 1e-200}).constant());
  }

  @Test
  void extremeNumbersNeitherOverflowNorVanish() {
    Standardization large = Standardization.of(new double[] {-1e300, 1e300});
    assertEquals(1e300, large.deviation(), 1e285);
    Standardization small = Standardization.of(new double[] {-1e-300, 1e-300});
    assertEquals(1e-300, small.deviation(), 1e-315);
    assertEquals(1, small.apply(1e-300), 1e-12);
  }

  @Test
  void standardizedNumbersHaveMean0AndDeviation1() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(1000).map(x -> 1e6 + 3e-3 * x).toArray();
    Standardization scaling = Standardization.of(values);
    double[] standardized = Arrays.stream(values).map(scaling::apply).toArray();
    Standardization again = Standardization.of(standardized);
    assertEquals(0, again.mean(), 1e-6);
    assertEquals(1, again.deviation(), 1e-6);
  }

  @Test
  void columnsAreStandardizedTogetherAsTheyAreAlone() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = new double[1000][4];
    for (double[] row : rows) {
      row[0] = 1e9 + random.nextDouble();
      row[1] = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble() * 1e-300;
      row[2] = Double.NaN;
      row[3] = 0.1;
    }
    List<Optional<Standardization>> found =
        Standardization.of(4, each -> Arrays.stream(rows).forEach(each));
    for (int column : new int[] {0, 1, 3}) {
      int place = column;
      double[] alone =
          Arrays.stream(rows)
              .mapToDouble(row -> row[place])
              .filter(value -> !Double.isNaN(value))
              .toArray();
      assertEquals(Optional.of(Standardization.of(alone)), found.get(column));
    }
    assertEquals(Optional.empty(), found.get(2));
    assertTrue(found.get(3).orElseThrow().constant());
  }
}
