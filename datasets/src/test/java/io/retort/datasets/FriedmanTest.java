package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Samples;
import io.retort.datasets.providers.FriedmanProvider;
import io.retort.testkit.DatasetContract;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FriedmanTest {

  @Test
  void withoutNoiseTheValueIsTheFormula() {
    try (Dataset data = new Friedman(50, 0, 7, 0).load(4)) {
      float[][] inputs = Gathered.inputs(data, data.train());
      float[] values = Gathered.values(data.train());
      for (int i = 0; i < values.length; i++) {
        float[] x = inputs[i];
        assertEquals(7, x.length);
        double wave = 10 * Math.sin(Math.PI * x[0] * x[1]);
        double bowl = 20 * Math.pow(x[2], 2) - 20 * x[2] + 5;
        assertEquals(wave + bowl + 10 * x[3] + 5 * x[4], values[i], 1e-4);
      }
    }
  }

  @Test
  void noiseHasTheDeviationThatIsAskedFor() {
    try (Dataset noisy = new Friedman(5_000, 0, 5, 2).load(4)) {
      float[][] inputs = Gathered.inputs(noisy, noisy.train());
      float[] values = Gathered.values(noisy.train());
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        float[] x = inputs[i];
        double noise =
            values[i]
                - 10 * Math.sin(Math.PI * x[0] * x[1])
                - 20 * (x[2] - 0.5) * (x[2] - 0.5)
                - 10 * x[3]
                - 5 * x[4];
        mean += noise / values.length;
        squares += noise * noise / values.length;
      }
      assertEquals(0, mean, 0.15);
      assertEquals(2, Math.sqrt(squares), 0.1);
    }
  }

  @Test
  void inputsAreBetweenZeroAndOne() {
    try (Dataset data = new Friedman(1_000, 0, 10, 1).load(1)) {
      double sum = 0;
      for (float[] row : Gathered.inputs(data, data.train())) {
        for (float value : row) {
          assertTrue(value >= 0 && value <= 1);
          sum += value;
        }
      }
      assertEquals(0.5, sum / 10_000, 0.02);
    }
  }

  @Test
  void moreSamplesLeaveTheFirstOnesAloneAndTestSamplesAreOthers() {
    try (Dataset few = new Friedman(3, 2, 5, 1).load(1);
        Dataset many = new Friedman(9, 4, 5, 1).load(1)) {
      float[][] first = Gathered.inputs(few, few.train());
      assertArrayEquals(first, Arrays.copyOf(Gathered.inputs(many, many.train()), 3));
      float[][] test = Gathered.inputs(few, few.test().orElseThrow());
      assertArrayEquals(test, Arrays.copyOf(Gathered.inputs(many, many.test().orElseThrow()), 2));
      assertFalse(Arrays.equals(first[0], test[0]));
    }
  }

  /** Streams that are one another's, but shifted, give test samples that were trained with. */
  @Test
  void testSamplesHaveNoValuesOfTrainingSamples() {
    try (Dataset data = new Friedman(300, 300, 10, 1).load(1)) {
      Set<Float> values = values(data, data.train());
      values.retainAll(values(data, data.test().orElseThrow()));
      // Of 3,000 numbers of 24 bits each, some are equal by chance.
      assertTrue(values.size() < 10, values.size() + " are the same");
    }
  }

  private static Set<Float> values(Dataset data, Samples samples) {
    Set<Float> values = new HashSet<>();
    for (float[] row : Gathered.inputs(data, samples)) {
      for (float value : row) {
        values.add(value);
      }
    }
    return values;
  }

  @Test
  void fourInputsAreTooFew() {
    assertThrows(IllegalArgumentException.class, () -> new Friedman(3, 0, 4, 1));
  }

  @Nested
  class Contract extends DatasetContract<Friedman> {
    @Override
    protected DatasetProvider<Friedman> provider() {
      return new FriedmanProvider();
    }

    @Override
    protected Friedman configuration() {
      return new Friedman(40, 20, 10, 1);
    }
  }
}
