package io.retort.losses.metric;

import static io.retort.losses.metric.PredictionFixtures.classes;
import static io.retort.losses.metric.PredictionFixtures.labels;
import static io.retort.losses.metric.PredictionFixtures.row;
import static io.retort.losses.metric.PredictionFixtures.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValuePredictions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The metrics that are measured in every run. */
class StandardMetricsTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void classFiguresAreThoseWorkedByHand() {
    ClassPredictions said =
        classes(
            new int[] {0, 1, 1, 0}, row(0.9, 0.1), row(0.6, 0.4), row(0.2, 0.8), row(0.95, 0.05));
    assertEquals(0.75, new Accuracy().measure(said).value(), TOLERANCE);
    // −(ln 0.9 + ln 0.4 + ln 0.8 + ln 0.95) / 4
    assertEquals(
        (0.1053605 + 0.9162907 + 0.2231436 + 0.0512933) / 4,
        new LogLoss().measure(said).value(),
        TOLERANCE);
    // Bins of 1/15: 0.9 in bin 13, 0.6 in bin 9, 0.8 in bin 12, 0.95 in bin 14; one sample each.
    assertEquals(
        (0.1 + 0.6 + 0.2 + 0.05) / 4, new CalibrationError().measure(said).value(), TOLERANCE);
  }

  @Test
  void calibrationErrorComparesMeansWithinABin() {
    // All in bin [0.8, 0.8667): mean confidence 0.83, accuracy 2/3.
    ClassPredictions said =
        classes(new int[] {0, 0, 0}, row(0.81, 0.19), row(0.83, 0.17), row(0.15, 0.85));
    assertEquals(0.83 - 2.0 / 3, new CalibrationError().measure(said).value(), TOLERANCE);
  }

  @Test
  void oneLargeClassBringsFiguresInWhichSmallOnesCount() {
    // Nine of class a and one of class b; one of the nine and the one are taken for b and a.
    float[][] rows = new float[10][];
    Arrays.fill(rows, row(0.9, 0.05, 0.05));
    rows[8] = row(0.1, 0.8, 0.1);
    rows[9] = row(0.6, 0.3, 0.1);
    int[] truth = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    ClassPredictions said = classes(truth, rows);

    assertEquals(0.8, new Accuracy().measure(said).value(), TOLERANCE);
    // Recall 8/9 and 0; F1 16/18 and 0. Class c is neither true nor predicted.
    Measurement recalls = new BalancedAccuracy().measure(said);
    assertEquals((8.0 / 9 + 0) / 2, recalls.value(), TOLERANCE);
    assertFalse(recalls.isRedundant());
    Measurement f1 = new MacroF1().measure(said);
    assertEquals((16.0 / 18 + 0) / 2, f1.value(), TOLERANCE);
    assertFalse(f1.isRedundant());

    truth[0] = 2;
    assertTrue(new MacroF1().measure(classes(truth, rows)).isRedundant());
    assertTrue(new BalancedAccuracy().measure(classes(truth, rows)).isRedundant());
  }

  @Test
  void accuracyIsComparedWithTheLargestClass() {
    ClassPredictions said = classes(new int[] {0, 1, 1}, row(1, 0), row(1, 0), row(1, 0));
    assertEquals(2 / 3.0, new Accuracy().measure(said).baseline().orElseThrow(), TOLERANCE);
  }

  @Test
  void oneCertainErrorDoesNotMakeTheLossInfinite() {
    ClassPredictions said = classes(new int[] {0, 0}, row(1, 0), row(0, 1));
    // Perfect confidence is in the last bin.
    assertEquals(0.5, new CalibrationError().measure(said).value(), TOLERANCE);
    assertEquals(12 * Math.log(10) / 2, new LogLoss().measure(said).value(), TOLERANCE);
  }

  @Test
  void multiLabelFiguresAreThoseWorkedByHand() {
    LabelPredictions said =
        labels(
            new float[] {1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0},
            row(1, -1, 2),
            row(-1, -2, -3),
            row(1, 1, -1),
            row(-1, 3, -1));
    // Predicted 1.1 / 0 / 11. / .1.; true 1.. / 0 / 111 / .1.: 4 right of 5 predicted, 5 true.
    assertEquals(2 * 4.0 / (5 + 5), new MicroF1().measure(said).value(), TOLERANCE);
    assertEquals(0.5, new ExactMatch().measure(said).value(), TOLERANCE);
  }

  @Test
  void nothingPredictedAndNothingToPredictIsPerfect() {
    LabelPredictions none = labels(new float[2], row(-1, -1));
    assertEquals(1, new MicroF1().measure(none).value());
  }

  @Test
  void regressionFiguresAreThoseWorkedByHand() {
    ValuePredictions said = values(new float[] {1, 1, 2, 2, 3, 3}, row(1, 0), row(2, 0), row(6, 0));
    // Errors 0, 0, 3 and −1, −2, −3.
    assertEquals(Math.sqrt(23 / 6.0), new RootMeanSquaredError().measure(said).value(), TOLERANCE);
    assertEquals(9 / 6.0, new MeanAbsoluteError().measure(said).value(), TOLERANCE);
    // Both columns deviate from their mean by −1, 0, 1: 1 − 9/2 and 1 − 14/2.
    assertEquals((-3.5 - 6) / 2, new R2().measure(said).value(), TOLERANCE);
    assertEquals(0, new R2().measure(said).baseline().orElseThrow());
  }

  /** The example of scikit-learn's documentation: 0.936… with uniform_average, 0.938 pooled. */
  @Test
  void everyOutputCountsTheSameInTheExplainedVarianceWhateverItsScale() {
    // 1 − 1.25 / 36.1667 and 1 − 3 / 32.6667.
    assertEquals(
        0.93680,
        new R2()
            .measure(values(new float[] {0.5f, 1, -1, 1, 7, -6}, row(0, 2), row(-1, 2), row(8, -5)))
            .value(),
        1e-4);
    assertEquals(
        0.93680,
        new R2()
            .measure(
                values(
                    new float[] {0.5f, 1e6f, -1, 1e6f, 7, -6e6f},
                    row(0, 2e6),
                    row(-1, 2e6),
                    row(8, -5e6)))
            .value(),
        1e-4);
  }

  @Test
  void explainedVarianceOfAConstantIsUndefined() {
    // The mean of 26 times 0.1 is not 0.1; neighbours among 32-bit numbers differ by rounding.
    for (float[] truth :
        new float[][] {
          constant(0.1f, 26),
          constant(0, 3),
          constant(-1e30f, 5),
          {0.1f, Math.nextUp(0.1f), 0.1f},
          {-0.1f, Math.nextDown(-0.1f)},
          {7}
        }) {
      Measurement measured = new R2().measure(values(truth, new float[truth.length][1]));
      assertTrue(Double.isNaN(measured.value()));
      assertEquals(Optional.of("the true values of 'a' do not vary"), measured.undefined());
    }
  }

  @Test
  void smallTrueValuesThatVaryAreNoConstant() {
    ValuePredictions right = values(new float[] {1e-30f, 2e-30f}, row(1e-30), row(2e-30));
    assertEquals(1, new R2().measure(right).value());
  }

  @Test
  void oneConstantOutputOfSeveralIsNamed() {
    ValuePredictions said = values(new float[] {1, 5, 2, 5, 3, 5}, row(1, 0), row(2, 0), row(6, 0));
    assertEquals(
        Optional.of("the true values of 'b' do not vary"), new R2().measure(said).undefined());
    // Errors 0, 0, 3 and −5, −5, −5.
    assertEquals(Math.sqrt(84 / 6.0), new RootMeanSquaredError().measure(said).value(), TOLERANCE);
  }

  private static float[] constant(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
