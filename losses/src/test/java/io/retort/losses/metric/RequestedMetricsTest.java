package io.retort.losses.metric;

import static io.retort.losses.metric.PredictionFixtures.classes;
import static io.retort.losses.metric.PredictionFixtures.labels;
import static io.retort.losses.metric.PredictionFixtures.row;
import static io.retort.losses.metric.PredictionFixtures.second;
import static io.retort.losses.metric.PredictionFixtures.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Task;
import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurements;
import io.retort.core.metric.Metric;
import io.retort.core.metric.ValuePredictions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The metrics that experiments ask for, but for those that rank. */
class RequestedMetricsTest {
  private static final double TOLERANCE = 1e-6;

  /** The example of scikit-learn's documentation of brier_score_loss: 0.037. */
  @Test
  void brierScoreOfTwoClassesIsThatOfOne() {
    ClassPredictions two = second(new int[] {0, 1, 1, 0}, 0.1, 0.9, 0.8, 0.3);
    assertEquals((0.01 + 0.01 + 0.04 + 0.09) / 4, new BrierScore().measure(two).value(), TOLERANCE);
  }

  @Test
  void brierScoreOfSeveralClassesIsTheSumOverThem() {
    ClassPredictions three = classes(new int[] {0, 2}, row(0.5, 0.25, 0.25), row(1, 0, 0));
    // 0.25 + 0.0625 + 0.0625, and the worst there is.
    assertEquals((0.375 + 2) / 2, new BrierScore().measure(three).value(), TOLERANCE);
  }

  @Test
  void brierScoreOfLabelsIsTheMeanOverThem() {
    // σ(0) = 1/2, σ(ln 3) = 3/4.
    LabelPredictions said = labels(new float[] {1, 0}, row(0, Math.log(3)));
    assertEquals((0.25 + 0.5625) / 2, new BrierScore().measure(said).value(), TOLERANCE);
  }

  /** The example of scikit-learn's documentation of top_k_accuracy_score. */
  @Test
  void topKAccuracyIsThatOfScikitLearn() {
    ClassPredictions example =
        classes(
            new int[] {0, 1, 2, 2},
            row(0.5, 0.2, 0.2),
            row(0.3, 0.4, 0.2),
            row(0.2, 0.4, 0.3),
            row(0.7, 0.2, 0.1));
    assertEquals(0.75, new TopKAccuracy(2).measure(example).value(), TOLERANCE);
    assertEquals("top-2-accuracy", new TopKAccuracy(2).name());
  }

  @Test
  void topOneAccuracyIsAccuracyAlsoWhereClassesAreAsLikely() {
    ClassPredictions ties =
        classes(new int[] {0, 1, 2}, row(0.4, 0.4, 0.2), row(0.4, 0.4, 0.2), row(0.2, 0.4, 0.4));
    assertEquals(1 / 3.0, new Accuracy().measure(ties).value(), TOLERANCE);
    assertEquals(1 / 3.0, new TopKAccuracy(1).measure(ties).value(), TOLERANCE);
  }

  @Test
  void topKIsNotMeasuredWhereItWouldAlwaysBeRight() {
    Task five = new Task.SingleLabel(List.of("a", "b", "c", "d", "e"));
    assertEquals(List.of(), new TopKAccuracy(5).on(five));
    assertEquals(1, new TopKAccuracy(4).on(five).size());
  }

  @Test
  void recallIsAFigureForEachClass() {
    ClassPredictions three =
        classes(
            new int[] {0, 0, 0, 1},
            row(0.6, 0.3, 0.1),
            row(0.6, 0.3, 0.1),
            row(0.3, 0.6, 0.1),
            row(0.1, 0.8, 0.1));
    List<? extends Metric> figures =
        new Recall(Optional.empty()).on(new Task.SingleLabel(List.of("a", "b", "c")));
    assertEquals(
        List.of("recall of a", "recall of b", "recall of c"),
        figures.stream().map(Metric::name).toList());
    assertEquals(2 / 3.0, Measurements.of(figures.get(0), three).orElseThrow().value(), TOLERANCE);
    assertEquals(1, Measurements.of(figures.get(1), three).orElseThrow().value(), TOLERANCE);
    assertEquals(
        Optional.of("no sample is of the class 'c'"),
        Measurements.of(figures.get(2), three).orElseThrow().undefined());
  }

  @Test
  void recallOfALabelIsTheShareOfItsSamples() {
    LabelPredictions said = labels(new float[] {1, 0, 1, 0}, row(1, 1), row(-1, -1));
    assertEquals(0.5, new Recall(Optional.of("a")).measure(said).value(), TOLERANCE);
    assertEquals(
        Optional.of("no sample has the label 'b'"),
        new Recall(Optional.of("b")).measure(said).undefined());
    assertEquals(
        List.of(), new Recall(Optional.of("x")).on(new Task.MultiLabel(List.of("a", "b"))));
  }

  @Test
  void macroF1OfLabelsIsTheMeanOfThoseThereAre() {
    // a: 1 right of 1 and 2; b: never; c: predicted once, never there.
    LabelPredictions said = labels(new float[] {1, 0, 0, 1, 0, 0}, row(1, -1, 1), row(-1, -1, -1));
    assertEquals((2 / 3.0 + 0) / 2, new MacroF1().measure(said).value(), TOLERANCE);
    assertTrue(new MacroF1().measure(said).isRedundant());
    LabelPredictions nothing = labels(new float[] {0}, row(-1));
    assertEquals(1, new MacroF1().measure(nothing).value());
  }

  /** The examples of scikit-learn's documentation of mean_pinball_loss. */
  @Test
  void quantileLossIsThatOfScikitLearn() {
    ValuePredictions low = values(new float[] {1, 2, 3}, row(0), row(2), row(3));
    ValuePredictions high = values(new float[] {1, 2, 3}, row(1), row(2), row(4));
    assertEquals(0.1 / 3, new QuantileLoss(0.1).measure(low).value(), TOLERANCE);
    assertEquals(0.3, new QuantileLoss(0.1).measure(high).value(), TOLERANCE);
    assertEquals(0.3, new QuantileLoss(0.9).measure(low).value(), TOLERANCE);
    assertEquals(0.1 / 3, new QuantileLoss(0.9).measure(high).value(), TOLERANCE);
    assertEquals("quantile-loss-0.9", new QuantileLoss(0.9).name());
  }

  @Test
  void quantileLossOfTheMedianIsHalfTheMeanAbsoluteError() {
    ValuePredictions said = values(new float[] {1, 5, 2, -1}, row(0, 7), row(2, 3));
    assertEquals(
        new MeanAbsoluteError().measure(said).value() / 2,
        new QuantileLoss(0.5).measure(said).value(),
        TOLERANCE);
  }
}
