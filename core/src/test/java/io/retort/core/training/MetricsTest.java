package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void classFiguresAreThoseWorkedByHand() {
    Predictions predictions =
        new Predictions(
            TargetKind.PROBABILITIES,
            new float[][] {{0.9f, 0.1f}, {0.6f, 0.4f}, {0.2f, 0.8f}, {0.95f, 0.05f}});
    Metrics metrics = ClassMetrics.measure(predictions, new int[] {0, 1, 1, 0});
    assertEquals("accuracy", metrics.score());
    assertTrue(metrics.higherIsBetter());
    assertEquals(0.75, metrics.scoreValue(), TOLERANCE);
    // −(ln 0.9 + ln 0.4 + ln 0.8 + ln 0.95) / 4
    assertEquals(
        (0.1053605 + 0.9162907 + 0.2231436 + 0.0512933) / 4,
        metrics.figures().get("log-loss"),
        TOLERANCE);
    // Bins of 1/15: 0.9 in bin 13, 0.6 in bin 9, 0.8 in bin 12, 0.95 in bin 14; one sample each.
    assertEquals(
        (0.1 + 0.6 + 0.2 + 0.05) / 4, metrics.figures().get("calibration-error"), TOLERANCE);
  }

  @Test
  void calibrationErrorComparesMeansWithinABin() {
    // All in bin [0.8, 0.8667): mean confidence 0.83, accuracy 2/3.
    Predictions predictions =
        new Predictions(
            TargetKind.PROBABILITIES,
            new float[][] {{0.81f, 0.19f}, {0.83f, 0.17f}, {0.15f, 0.85f}});
    Metrics metrics = ClassMetrics.measure(predictions, new int[] {0, 0, 0});
    assertEquals(0.83 - 2.0 / 3, metrics.figures().get("calibration-error"), TOLERANCE);
  }

  @Test
  void oneLargeClassBringsFiguresInWhichSmallOnesCount() {
    // Nine of class 0 and one of class 1; one of the nine and the one are taken for class 1 and 0.
    float[][] rows = new float[10][];
    for (int i = 0; i < 8; i++) {
      rows[i] = new float[] {0.9f, 0.05f, 0.05f};
    }
    rows[8] = new float[] {0.1f, 0.8f, 0.1f};
    rows[9] = new float[] {0.6f, 0.3f, 0.1f};
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    Map<String, Double> figures =
        ClassMetrics.measure(new Predictions(TargetKind.PROBABILITIES, rows), labels).figures();

    assertEquals(0.8, figures.get("accuracy"), TOLERANCE);
    // Recall 8/9 and 0; F1 16/18 and 0. Class 2 is neither there nor answered.
    assertEquals((8.0 / 9 + 0) / 2, figures.get("balanced-accuracy"), TOLERANCE);
    assertEquals((16.0 / 18 + 0) / 2, figures.get("macro-f1"), TOLERANCE);
    labels[0] = 2;
    assertFalse(
        ClassMetrics.measure(new Predictions(TargetKind.PROBABILITIES, rows), labels)
            .figures()
            .containsKey("macro-f1"));
  }

  @Test
  void theMeanOverSamplesIsTheFigureWhereItIsAMean() {
    Predictions predictions =
        new Predictions(
            TargetKind.LOGITS, new float[][] {{0.9f, 0.1f}, {0.6f, 0.4f}, {0.2f, 0.8f}, {2, 0}});
    int[] labels = {0, 1, 1, 1};
    Metrics metrics = ClassMetrics.measure(predictions, labels);

    ClassMetrics.perSample(predictions, labels)
        .forEach(
            (figure, values) ->
                assertEquals(
                    metrics.figures().get(figure),
                    Arrays.stream(values).average().orElseThrow(),
                    TOLERANCE));
    assertArrayEquals(
        new double[] {1, 0, 1, 0}, ClassMetrics.perSample(predictions, labels).get("accuracy"));
  }

  @Test
  void pseudovaluesAreThoseOfLeavingOneSampleOut() {
    float[][] rows = {{1, 2}, {3, 5}, {0, 1}};
    float[] labels = {0, 0, 1, 1, 1, 0};
    Predictions predictions = new Predictions(TargetKind.VALUES, rows);
    Predictions decisions = new Predictions(TargetKind.PROBABILITIES, rows);
    try (Tensor all = Tensor.of(Shape.of(3, 2), labels)) {
      double[] errors = RegressionMetrics.perSample(predictions, all).get("rmse");
      double[] shares = MultiLabelMetrics.perSample(decisions, all).get("micro-f1");
      for (int left = 0; left < 3; left++) {
        float[][] others = {rows[(left + 1) % 3], rows[(left + 2) % 3]};
        float[] theirs = {
          labels[(left + 1) % 3 * 2],
          labels[(left + 1) % 3 * 2 + 1],
          labels[(left + 2) % 3 * 2],
          labels[(left + 2) % 3 * 2 + 1]
        };
        try (Tensor without = Tensor.of(Shape.of(2, 2), theirs)) {
          assertEquals(
              3 * RegressionMetrics.measure(predictions, all, List.of("a", "b")).scoreValue()
                  - 2
                      * RegressionMetrics.measure(
                              new Predictions(TargetKind.VALUES, others),
                              without,
                              List.of("a", "b"))
                          .scoreValue(),
              errors[left],
              TOLERANCE);
          assertEquals(
              3 * MultiLabelMetrics.measure(decisions, all).scoreValue()
                  - 2
                      * MultiLabelMetrics.measure(
                              new Predictions(TargetKind.PROBABILITIES, others), without)
                          .scoreValue(),
              shares[left],
              TOLERANCE);
        }
      }
    }
  }

  @Test
  void perfectConfidenceIsInTheLastBin() {
    Predictions predictions =
        new Predictions(TargetKind.PROBABILITIES, new float[][] {{1, 0}, {0, 1}});
    Metrics metrics = ClassMetrics.measure(predictions, new int[] {0, 0});
    assertEquals(0.5, metrics.figures().get("calibration-error"), TOLERANCE);
    // One certain error costs ln 10^12, not infinity.
    assertEquals(12 * Math.log(10) / 2, metrics.figures().get("log-loss"), TOLERANCE);
  }

  @Test
  void logitsProbabilitiesAndTheirLogarithmsGiveTheSameFigures() {
    // Softmax of (0, ln 3) is (1/4, 3/4).
    float ln3 = (float) Math.log(3);
    int[] labels = {1};
    Metrics expected = classes(TargetKind.PROBABILITIES, labels, 0.25f, 0.75f);
    Metrics logits = classes(TargetKind.LOGITS, labels, 100, 100 + ln3);
    Metrics logarithms =
        classes(
            TargetKind.LOG_PROBABILITIES, labels, (float) Math.log(0.25), (float) Math.log(0.75));
    for (Metrics other : new Metrics[] {logits, logarithms}) {
      expected
          .figures()
          .forEach((name, value) -> assertEquals(value, other.figures().get(name), 1e-5, name));
    }
    assertThrows(
        IllegalArgumentException.class, () -> classes(TargetKind.VALUES, labels, 0.25f, 0.75f));
  }

  @Test
  void extremeLogitsStayFinite() {
    Metrics metrics = classes(TargetKind.LOGITS, new int[] {0}, -1e4f, 1e4f);
    metrics.figures().forEach((name, value) -> assertTrue(Double.isFinite(value), name));
  }

  @Test
  void multiLabelFiguresAreThoseWorkedByHand() {
    Predictions predictions =
        new Predictions(
            TargetKind.LOGITS, new float[][] {{1, -1, 2}, {-1, -2, -3}, {1, 1, -1}, {-1, 3, -1}});
    try (Tensor labels = Tensor.of(Shape.of(4, 3), 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0)) {
      // Predicted 1.1 / 0 / 11. / .1.; true 1.. / 0 / 111 / .1.: 4 right of 5 predicted, 5 true.
      Metrics metrics = MultiLabelMetrics.measure(predictions, labels);
      assertEquals(2 * 4.0 / (5 + 5), metrics.scoreValue(), TOLERANCE);
      assertEquals(0.5, metrics.figures().get("exact-match"), TOLERANCE);
    }
  }

  @Test
  void thresholdOfLabelsIsHalfForEveryKind() {
    try (Tensor labels = Tensor.of(Shape.of(1, 2), 1, 0)) {
      for (Predictions predictions :
          new Predictions[] {
            new Predictions(TargetKind.LOGITS, new float[][] {{0.01f, -0.01f}}),
            new Predictions(TargetKind.PROBABILITIES, new float[][] {{0.51f, 0.49f}}),
            new Predictions(TargetKind.LOG_PROBABILITIES, new float[][] {{-0.69f, -0.70f}})
          }) {
        assertEquals(1, MultiLabelMetrics.measure(predictions, labels).scoreValue());
      }
    }
  }

  @Test
  void nothingPredictedAndNothingToPredictIsPerfect() {
    try (Tensor labels = Tensor.allocate(Shape.of(1, 2))) {
      Predictions none = new Predictions(TargetKind.LOGITS, new float[][] {{-1, -1}});
      assertEquals(1, MultiLabelMetrics.measure(none, labels).scoreValue());
    }
  }

  @Test
  void regressionFiguresAreThoseWorkedByHand() {
    Predictions predictions =
        new Predictions(TargetKind.VALUES, new float[][] {{1, 0}, {2, 0}, {6, 0}});
    try (Tensor labels = Tensor.of(Shape.of(3, 2), 1, 1, 2, 2, 3, 3)) {
      Metrics metrics = RegressionMetrics.measure(predictions, labels, List.of("a", "b"));
      assertFalse(metrics.higherIsBetter());
      // Errors 0, 0, 3 and −1, −2, −3.
      assertEquals(Math.sqrt(23 / 6.0), metrics.scoreValue(), TOLERANCE);
      assertEquals(9 / 6.0, metrics.figures().get("mean-absolute-error"), TOLERANCE);
      // Both columns deviate from their mean by −1, 0, 1: 1 − 9/2 and 1 − 14/2.
      assertEquals((-3.5 - 6) / 2, metrics.figures().get("r2"), TOLERANCE);
      assertEquals(Map.of(), metrics.undefined());
    }
  }

  @Test
  void everyOutputCountsTheSameInTheExplainedVarianceWhateverItsScale() {
    // The example of scikit-learn's documentation of r2_score: 0.936… with uniform_average, 0.938
    // pooled.
    Predictions predictions =
        new Predictions(TargetKind.VALUES, new float[][] {{0, 2}, {-1, 2}, {8, -5}});
    try (Tensor labels = Tensor.of(Shape.of(3, 2), 0.5f, 1, -1, 1, 7, -6)) {
      // 1 − 1.25 / 36.1667 and 1 − 3 / 32.6667.
      assertEquals(0.93680, r2(predictions, labels, "a", "b"), 1e-4);
    }
    Predictions scaled =
        new Predictions(TargetKind.VALUES, new float[][] {{0, 2e6f}, {-1, 2e6f}, {8, -5e6f}});
    try (Tensor labels = Tensor.of(Shape.of(3, 2), 0.5f, 1e6f, -1, 1e6f, 7, -6e6f)) {
      assertEquals(0.93680, r2(scaled, labels, "a", "b"), 1e-4);
    }
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
      Predictions predictions = new Predictions(TargetKind.VALUES, new float[truth.length][1]);
      try (Tensor labels = Tensor.of(Shape.of(truth.length, 1), truth)) {
        Metrics metrics = RegressionMetrics.measure(predictions, labels, List.of("price"));
        assertTrue(Double.isNaN(metrics.figures().get("r2")));
        assertEquals(Map.of("r2", "the true values of 'price' do not vary"), metrics.undefined());
      }
    }
  }

  @Test
  void smallTrueValuesThatVaryAreNoConstant() {
    Predictions right = new Predictions(TargetKind.VALUES, new float[][] {{1e-30f}, {2e-30f}});
    try (Tensor labels = Tensor.of(Shape.of(2, 1), 1e-30f, 2e-30f)) {
      assertEquals(1, r2(right, labels, "tiny"));
    }
  }

  @Test
  void oneConstantOutputOfSeveralIsNamed() {
    Predictions predictions =
        new Predictions(TargetKind.VALUES, new float[][] {{1, 0}, {2, 0}, {6, 0}});
    try (Tensor labels = Tensor.of(Shape.of(3, 2), 1, 5, 2, 5, 3, 5)) {
      Metrics metrics = RegressionMetrics.measure(predictions, labels, List.of("a", "b"));
      assertTrue(Double.isNaN(metrics.figures().get("r2")));
      assertEquals(Map.of("r2", "the true values of 'b' do not vary"), metrics.undefined());
      // Errors 0, 0, 3 and −5, −5, −5.
      assertEquals(Math.sqrt(84 / 6.0), metrics.scoreValue(), TOLERANCE);
    }
  }

  @Test
  void aFigureThatIsNotFiniteAlwaysHasAReason() {
    Metrics metrics = error(Double.POSITIVE_INFINITY);

    assertEquals(
        Map.of("rmse", "the predictions or the true answers are not finite"), metrics.undefined());
  }

  @Test
  void betterMeansHigherOrLowerAsTheScoreSays() {
    assertTrue(accuracy(0.9).betterThan(accuracy(0.8)));
    assertFalse(accuracy(0.8).betterThan(accuracy(0.8)));
    assertTrue(error(0.1).betterThan(error(0.2)));
    assertFalse(error(0.2).betterThan(error(0.1)));
  }

  @Test
  void aScoreThatIsNoNumberIsTheWorst() {
    assertTrue(error(5).betterThan(error(Double.NaN)));
    assertFalse(error(Double.NaN).betterThan(error(5)));
    assertFalse(error(Double.NaN).betterThan(error(Double.NaN)));
  }

  @Test
  void agreementIsTheShareOfEqualDecisions() {
    Predictions one =
        new Predictions(TargetKind.LOGITS, new float[][] {{1, 2}, {3, 0}, {0, 1}, {5, 5}});
    Predictions other =
        new Predictions(
            TargetKind.PROBABILITIES, new float[][] {{0, 1}, {0, 1}, {0.4f, 0.6f}, {1, 0}});
    assertEquals(0.75, one.agreement(other));
  }

  private static Metrics classes(TargetKind kind, int[] labels, float... row) {
    return ClassMetrics.measure(new Predictions(kind, new float[][] {row}), labels);
  }

  private static double r2(Predictions predictions, Tensor labels, String... names) {
    return RegressionMetrics.measure(predictions, labels, List.of(names)).figures().get("r2");
  }

  private static float[] constant(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private static Metrics accuracy(double value) {
    return new Metrics("accuracy", true, Map.of("accuracy", value));
  }

  private static Metrics error(double value) {
    return new Metrics("rmse", false, Map.of("rmse", value));
  }

  @Test
  void predictionsOfOnePartAreThoseOfItsSamplesInTheirOrder() {
    Predictions all =
        new Predictions(TargetKind.LOGITS, new float[][] {{1, 0}, {2, 0}, {3, 0}, {4, 0}});

    float[][] second = all.within(Fixtures.domains(1, 0, 0, 1), 1).rows();

    assertArrayEquals(new float[][] {{1, 0}, {4, 0}}, second);
  }
}
