package io.retort.losses.metric;

import static io.retort.losses.metric.PredictionFixtures.classes;
import static io.retort.losses.metric.PredictionFixtures.labels;
import static io.retort.losses.metric.PredictionFixtures.row;
import static io.retort.losses.metric.PredictionFixtures.second;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.metric.Measurements;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  private static final double TOLERANCE = 1e-7;
  private static final RocAuc ROC = new RocAuc(Optional.empty());
  private static final PrAuc PR = new PrAuc(Optional.empty());

  /** The examples in scikit-learn's documentation of both functions. */
  @Test
  void twoClassesAreRankedAsScikitLearnDoes() {
    ClassPredictions example = second(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8);
    assertEquals(0.75, ROC.measure(example).value(), TOLERANCE);
    assertEquals(5 / 6.0, PR.measure(example).value(), TOLERANCE);
  }

  @Test
  void scoresThatAreEqualCountHalfAndPassAThresholdTogether() {
    // Pairs of positive {0.5, 0.5, 0.9} and negative {0.5, 0.2}: 0.5 ties once and wins once.
    ClassPredictions ties = second(new int[] {1, 0, 1, 0, 1}, 0.5, 0.5, 0.5, 0.25, 0.875);
    assertEquals((1.5 + 1.5 + 2) / 6, ROC.measure(ties).value(), TOLERANCE);
    // Thresholds 0.875: 1 of 1; 0.5: 3 of 4; recall rises by 1/3 and 2/3.
    assertEquals(1 / 3.0 + 2 / 3.0 * 3 / 4, PR.measure(ties).value(), TOLERANCE);
  }

  @Test
  void modelsThatSayTheSameOfAllRankByChance() {
    ClassPredictions same = second(new int[] {1, 0, 0, 0}, 0.25, 0.25, 0.25, 0.25);
    assertEquals(0.5, ROC.measure(same).value(), TOLERANCE);
    assertEquals(0.25, PR.measure(same).value(), TOLERANCE);
  }

  /** The trapezoid through (recall, precision) (1/2, 1) and (1, 2/3) would have more. */
  @Test
  void precisionIsNotInterpolatedBetweenThresholds() {
    ClassPredictions example = second(new int[] {1, 0, 1}, 0.9, 0.6, 0.3);
    assertEquals(0.5 * 1 + 0.5 * 2 / 3, PR.measure(example).value(), TOLERANCE);
  }

  @Test
  void ofTwoClassesThePositiveOneCanBeChosen() {
    ClassPredictions example = second(new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8);
    assertEquals(0.75, new RocAuc(Optional.of("a")).measure(example).value(), TOLERANCE);
    // By falling probability of a: a, b, a, b; precision 1 and 2/3 at its samples.
    assertEquals(
        (1 + 2 / 3.0) / 2, new PrAuc(Optional.of("a")).measure(example).value(), TOLERANCE);
    assertEquals("pr-auc of a", new PrAuc(Optional.of("a")).name());
  }

  @Test
  void severalClassesHaveTheMeanOfEachAgainstTheRest() {
    ClassPredictions three =
        classes(
            new int[] {0, 1, 2, 1},
            row(0.5, 0.25, 0.25),
            row(0.25, 0.5, 0.25),
            row(0.25, 0.625, 0.125),
            row(0.625, 0.25, 0.125));
    // a: 0.5 against 0.25, 0.25, 0.625; b: 0.5, 0.25 against 0.25, 0.625; c: 0.125 against rest.
    double a = 2 / 3.0;
    double b = (1 + 0.5) / 4;
    double c = 0.5 / 3;
    assertEquals((a + b + c) / 3, ROC.measure(three).value(), TOLERANCE);
    // a is the second of four. b: 0.625 none, 0.5 one of two, 0.25 two of four. c: last, of four.
    double precisions = 1 / 2.0 + (0.5 / 2 + 0.5 * 2 / 4) + 1 / 4.0;
    assertEquals(precisions / 3, PR.measure(three).value(), TOLERANCE);
  }

  @Test
  void classesWithoutSamplesAreLeftOut() {
    ClassPredictions two =
        classes(
            new int[] {0, 1, 1}, row(0.5, 0.25, 0.25), row(0.25, 0.5, 0.25), row(0, 0.125, 0.875));
    // c has no sample. a: 0.5 above both; b: 0.5 above 0.25, 0.125 below it.
    assertEquals((1 + 0.5) / 2, ROC.measure(two).value(), TOLERANCE);
  }

  @Test
  void oneClassAloneCannotBeRanked() {
    ClassPredictions one = second(new int[] {1, 1}, 0.5, 0.25);
    for (Measurement measured : new Measurement[] {ROC.measure(one), PR.measure(one)}) {
      assertTrue(Double.isNaN(measured.value()));
      assertEquals(Optional.of("every sample is of the class 'b'"), measured.undefined());
    }
    assertEquals(
        Optional.of("no sample is of the class 'a'"),
        new RocAuc(Optional.of("a")).measure(one).undefined());
    LabelPredictions none = labels(new float[] {0, 1, 0, 1}, row(1, 2), row(0, 3));
    assertEquals(
        Optional.of("every sample or none has each of the labels"), ROC.measure(none).undefined());
  }

  @Test
  void labelsAreRankedEachForItself() {
    LabelPredictions said =
        labels(new float[] {1, 0, 0, 1, 1, 1}, row(2, 1), row(-1, 3), row(-2, 1));
    // a: 2 and −2 against −1; b: 3 and 1 against 1.
    assertEquals((0.5 + 0.75) / 2, ROC.measure(said).value(), TOLERANCE);
    // a: 1 of 1, then 2 of 3; b: 1 of 1, then 2 of 3.
    assertEquals((1 + 2 / 3.0) / 2, PR.measure(said).value(), TOLERANCE);
  }

  /** Both against their definitions by counting pairs and thresholds, with many ties. */
  @Test
  void areasAreThoseOfCountingPairsAndThresholds() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 50; trial++) {
      int n = 3 + random.nextInt(20);
      int[] truth = new int[n];
      double[] scores = new double[n];
      for (int i = 0; i < n; i++) {
        truth[i] = i < 2 ? i : random.nextInt(2);
        scores[i] = random.nextInt(9) / 8.0;
      }
      ClassPredictions drawn = second(truth, scores);
      assertEquals(pairs(truth, scores), ROC.measure(drawn).value(), 1e-12);
      assertEquals(thresholds(truth, scores), PR.measure(drawn).value(), 1e-12);
    }
  }

  /** The variance by which DeLong, DeLong and Clarke-Pearson (1988) test areas. */
  @Test
  void theErrorOfTheAreaIsDeLongs() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 400;
    int[] truth = new int[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      truth[i] = i % 4 == 0 ? 1 : 0;
      scores[i] = Math.min(1, Math.max(0, 0.4 + 0.15 * truth[i] + 0.2 * random.nextGaussian()));
    }
    double[] parts = Measurements.contributions(ROC, second(truth, scores));
    double ratio = variance(parts) / n / deLong(truth, scores);
    assertTrue(ratio > 0.97 && ratio < 1.03, () -> "Off by a factor of " + ratio);
  }

  private static double deLong(int[] truth, double[] scores) {
    double sum = 0;
    for (int side = 0; side < 2; side++) {
      int own = side;
      double[] wins =
          IntStream.range(0, truth.length)
              .filter(i -> truth[i] == own)
              .mapToDouble(i -> wins(i, truth, scores))
              .toArray();
      sum += variance(wins) / wins.length;
    }
    return sum;
  }

  /** The share of the other side with which a sample makes a pair that is ranked right. */
  private static double wins(int sample, int[] truth, double[] scores) {
    double sign = truth[sample] == 1 ? 1 : -1;
    return IntStream.range(0, truth.length)
        .filter(i -> truth[i] != truth[sample])
        .mapToDouble(i -> (1 + Math.signum(sign * (float) (scores[sample] - scores[i]))) / 2)
        .average()
        .orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static double pairs(int[] truth, double[] scores) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int j = 0; j < truth.length; j++) {
        if (truth[i] == 1 && truth[j] == 0) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  private static double thresholds(int[] truth, double[] scores) {
    double sum = 0;
    double recall = 0;
    for (int threshold = 8; threshold >= 0; threshold--) {
      int found = 0;
      int all = 0;
      int taken = 0;
      for (int i = 0; i < truth.length; i++) {
        boolean above = scores[i] >= threshold / 8.0;
        all += truth[i];
        taken += above ? 1 : 0;
        found += above ? truth[i] : 0;
      }
      if (taken > 0) {
        sum += ((double) found / all - recall) * found / taken;
        recall = (double) found / all;
      }
    }
    return sum;
  }
}
