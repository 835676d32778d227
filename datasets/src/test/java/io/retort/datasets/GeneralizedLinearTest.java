package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.datasets.GeneralizedLinear.Function;
import io.retort.datasets.providers.GeneralizedLinearProvider;
import io.retort.testkit.DatasetContract;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GeneralizedLinearTest {
  private static final List<Double> WEIGHTS = List.of(1.0, -2.0);

  @Test
  void linearTargetsAreTheWeightedSum() {
    try (Dataset data = given(Function.LINEAR, 100, 0, 0).load(1)) {
      float[][] inputs = Gathered.inputs(data, data.train());
      float[] targets = Gathered.values(data.train());
      for (int i = 0; i < targets.length; i++) {
        assertEquals(inputs[i][0] - 2.0 * inputs[i][1], targets[i], 1e-5);
      }
    }
  }

  @Test
  void noiseHasItsStandardDeviation() {
    try (Dataset data = given(Function.LINEAR, 4000, 0.5, 0).load(1)) {
      float[][] inputs = Gathered.inputs(data, data.train());
      float[] targets = Gathered.values(data.train());
      double squares = 0;
      for (int i = 0; i < targets.length; i++) {
        double noise = targets[i] - (inputs[i][0] - 2.0 * inputs[i][1]);
        squares += noise * noise;
      }
      // The standard deviation of the estimate is 0.5/√8000, about 0.006.
      assertEquals(0.5, Math.sqrt(squares / targets.length), 0.03);
    }
  }

  @Test
  void logisticTargetsAreOneAsOftenAsTheFunctionSays() {
    try (Dataset data = given(Function.LOGISTIC, 8000, 0, 0).load(2)) {
      float[][] inputs = Gathered.inputs(data, data.train());
      float[] targets = Gathered.values(data.train());
      double expected = 0;
      double found = 0;
      int count = 0;
      for (int i = 0; i < targets.length; i++) {
        assertTrue(targets[i] == 0 || targets[i] == 1);
        double u = inputs[i][0] - 2.0 * inputs[i][1];
        if (u > 0.5 && u < 1.5) {
          expected += 1 / (1 + Math.exp(-u));
          found += targets[i];
          count++;
        }
      }
      // Some 1,300 draws of a probability near 0.73: a standard deviation of about 0.012.
      assertEquals(expected / count, found / count, 0.05);
    }
  }

  @Test
  void inputsLieAroundTheirCentre() {
    try (Dataset data = given(Function.LINEAR, 4000, 0, 3).load(1)) {
      double mean =
          Arrays.stream(Gathered.inputs(data, data.train()))
              .mapToDouble(row -> row[1])
              .average()
              .orElseThrow();
      assertEquals(3, mean, 0.1);
    }
  }

  @Test
  void firstSamplesStayTheSameIfThereAreMore() {
    try (Dataset few = drawn(10).load(4);
        Dataset many = drawn(20).load(4)) {
      assertArrayEquals(
          Gathered.values(few.train()), Arrays.copyOf(Gathered.values(many.train()), 10));
      assertArrayEquals(
          Gathered.values(few.test().orElseThrow()), Gathered.values(many.test().orElseThrow()));
    }
  }

  @Test
  void asManyWeightsAsFeaturesAreNeeded() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new GeneralizedLinear(Function.LINEAR, 3, 10, 0, 0, 0, Optional.of(WEIGHTS)))
            .getMessage();
    assertTrue(message.contains("2 weights for 3 features"), message);
  }

  private static GeneralizedLinear given(
      Function function, int samples, double noise, double centre) {
    return new GeneralizedLinear(function, 2, samples, 0, noise, centre, Optional.of(WEIGHTS));
  }

  private static GeneralizedLinear drawn(int samples) {
    return new GeneralizedLinear(Function.LINEAR, 5, samples, 7, 0.1, 0, Optional.empty());
  }

  @Nested
  class Contract extends DatasetContract<GeneralizedLinear> {

    @Override
    protected DatasetProvider<GeneralizedLinear> provider() {
      return new GeneralizedLinearProvider();
    }

    @Override
    protected GeneralizedLinear configuration() {
      return drawn(40);
    }
  }
}
