package io.retort.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import io.retort.core.progress.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JackknifeTest {

  /** A mean of what is predicted that does not say what each sample contributes. */
  private record MeanValue(boolean known) implements ValueMetric {
    @Override
    public String name() {
      return "mean";
    }

    @Override
    public Unit unit() {
      return Unit.OF_VALUES;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Measurement measure(ValuePredictions predictions) {
      int n = predictions.size();
      return known
          ? Measurement.mean(n, i -> predictions.predicted(i, 0))
          : Measurement.of(
              IntStream.range(0, n).mapToDouble(i -> predictions.predicted(i, 0)).sum() / n);
    }
  }

  private static ValuePredictions said(double... values) {
    float[][] rows =
        Arrays.stream(values).mapToObj(v -> new float[] {(float) v}).toArray(float[][]::new);
    return ValuePredictions.of(
        List.of("v"), new Predictions(TargetKind.VALUES, rows), new float[rows.length]);
  }

  @Test
  void pseudovaluesOfAMeanAreTheSamplesOwnValues() {
    double[] values = {1, 2, 6, -3};
    for (boolean known : new boolean[] {true, false}) {
      assertArrayEquals(
          values, Measurements.contributions(new MeanValue(known), said(values)), 1e-12);
    }
  }

  @Test
  void oneSampleContributesTheFigure() {
    assertArrayEquals(
        new double[] {7}, Measurements.contributions(new MeanValue(false), said(7)), 0);
  }

  /** Whatever the order of the file is: these are sorted, as samples of one class after another. */
  @Test
  void groupsOfManySamplesSayAsMuchOfTheErrorAsTheSamples() {
    SplittableRandom random = new SplittableRandom(4);
    double[] sorted = random.doubles(7300).map(u -> u < 0.8 ? 0 : 1 + u).sorted().toArray();
    double[] groups = Measurements.contributions(new MeanValue(false), said(sorted));
    assertEquals(Jackknife.GROUPS, groups.length);
    double expected = error(Measurements.contributions(new MeanValue(true), said(sorted)));
    double ratio = error(groups) / expected;
    // With 1000 groups the estimate is off by 1/√2000, about 2%.
    assertTrue(ratio > 0.93 && ratio < 1.07, () -> "The standard error is off by " + ratio);
    assertEquals(
        Arrays.stream(sorted).average().orElseThrow(),
        Arrays.stream(groups).average().orElseThrow(),
        1e-3);
  }

  /** The standard error of a mean. */
  private static double error(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  @Test
  void figuresThatAreUndefinedWithoutASampleHaveNoContributions() {
    ValueMetric twoAtLeast =
        new ValueMetric() {
          @Override
          public String name() {
            return "spread";
          }

          @Override
          public Unit unit() {
            return Unit.NONE;
          }

          @Override
          public boolean higherIsBetter() {
            return false;
          }

          @Override
          public Measurement measure(ValuePredictions predictions) {
            return predictions.size() < 2
                ? Measurement.undefined("one sample does not vary")
                : Measurement.of(1);
          }
        };
    assertTrue(Double.isNaN(Measurements.contributions(twoAtLeast, said(1, 2))[0]));
  }
}
