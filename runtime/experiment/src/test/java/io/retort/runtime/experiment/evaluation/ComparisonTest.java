package io.retort.runtime.experiment.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.PreparedData;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Head CLASSES = new Head("h", new Task.SingleLabel(List.of("a", "b")));
  private static final Head VALUE = new Head("h", new Task.Regression(List.of("v")));

  @Test
  void theGainIsTheMeanDifferenceAndItsIntervalThatOfTheCrossedModel() {
    // Distilled is right on one of four samples more: another one for either seed.
    Comparison comparison =
        compare(
            true,
            List.of(
                pair(classes(1, 0, 0, 1), classes(1, 1, 0, 1)),
                pair(classes(0, 0, 0, 1), classes(0, 0, 1, 1))));

    GainEstimate expected = GainEstimate.crossed(0.25, new double[][] {{0, 1, 0, 0}, {0, 0, 1, 0}});
    assertEquals(Comparison.Method.CROSSED_SEEDS, comparison.method());
    assertEquals(0.25, comparison.score().mean(), 1e-12);
    assertEquals(expected.low(), comparison.score().low(), 1e-12);
    assertEquals(expected.high(), comparison.score().high(), 1e-12);
    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
    assertTrue(comparison.sameTestSamples());
  }

  @Test
  void logLossTellsWhereAccuracyCannot() {
    Comparison comparison =
        compare(
            true,
            List.of(
                pair(losses(0.9, 0.8, 0.7), losses(0.5, 0.41, 0.3)),
                pair(losses(0.9, 0.8, 0.7), losses(0.51, 0.4, 0.31))));

    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
    assertEquals("log-loss", comparison.besides().get(0).figure());
    assertEquals(2.37 / 6, comparison.besides().get(0).mean(), 1e-12);
    assertEquals(Gain.Verdict.HELPED, comparison.besides().get(0).verdict());
  }

  @Test
  void aSmallerErrorIsAGain() {
    Comparison comparison =
        compare(
            VALUE,
            true,
            List.of(
                List.of(
                    pair(errors(5, 5.1, 5), errors(4, 4, 4)),
                    pair(errors(6, 6, 6.1), errors(4.9, 5, 5)))));

    assertEquals((3.1 + 3.2) / 6, comparison.score().mean(), 1e-9);
    assertEquals(Gain.Verdict.HELPED, comparison.verdict());
    assertEquals(List.of(), comparison.besides());
  }

  @Test
  void aFigureThatIsUndefinedIsNoGainAndSaysWhy() {
    Comparison comparison =
        compare(
            true,
            List.of(
                pair(classes(1, 1, 0), classes(1, 1, 1)),
                pair(classes(Double.NaN, 1, 0), classes(1, 1, 1))));

    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
    assertTrue(Double.isNaN(comparison.score().mean()));
    assertEquals(
        Optional.of("the predictions or the labels are not finite"),
        comparison.score().undefined());
  }

  @Test
  void aFigureThatIsUndefinedWithoutASampleHasAGainButNoInterval() {
    ModelEvaluator.TestedStudent alone =
        tested("accuracy", Map.of("accuracy", new double[] {Double.NaN, 0}), 0);
    ModelEvaluator.TestedStudent distilled =
        tested("accuracy", Map.of("accuracy", new double[] {1, 1}), 0.5);
    Comparison comparison = compare(true, List.of(pair(alone, distilled), pair(alone, distilled)));

    assertEquals(0.5, comparison.score().mean());
    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
    assertEquals(
        Optional.of("accuracy is undefined without one of the test samples"),
        comparison.score().undefined());
  }

  @Test
  void anIntervalBelowZeroIsALoss() {
    Comparison comparison =
        compare(
            true,
            List.of(
                pair(classes(1, 1, 1, 1, 1), classes(0, 0, 0, 0, 0)),
                pair(classes(1, 1, 1, 1, 1), classes(0, 0, 0, 0, 0))));

    assertEquals(Gain.Verdict.DID_NOT_HELP, comparison.verdict());
  }

  @Test
  void oneSeedTellsNothing() {
    Comparison comparison = compare(true, List.of(pair(classes(0, 0, 0), classes(1, 1, 1))));

    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
    assertEquals(1, comparison.score().mean());
    assertTrue(Double.isNaN(comparison.score().low()));
  }

  @Test
  void equalStudentsAreNoGain() {
    Comparison comparison =
        compare(
            true, List.of(pair(classes(1, 0), classes(1, 0)), pair(classes(0, 0), classes(0, 0))));

    assertEquals(Gain.Verdict.CANNOT_TELL, comparison.verdict());
  }

  @Test
  void repeatsWithTestSamplesOfTheirOwnAreComparedByTheResampledTest() {
    // Mean gains of the repeats: 1/2 and 1/4.
    List<List<ArmComparison.Pair>> repeats =
        List.of(
            List.of(pair(classes(0, 0), classes(1, 1)), pair(classes(0, 0), classes(0, 0))),
            List.of(pair(classes(0, 0), classes(1, 0)), pair(classes(0, 0), classes(0, 0))));

    Comparison drawn = compare(CLASSES, false, repeats);
    GainEstimate expected = GainEstimate.resampled(new double[] {0.5, 0.25}, 2.0 / 6);
    assertEquals(Comparison.Method.RESAMPLED, drawn.method());
    assertEquals(expected.low(), drawn.score().low(), 1e-12);
    assertEquals(1, drawn.score().degreesOfFreedom());
    assertEquals(2, drawn.repeats());
    assertEquals(2, drawn.seeds());

    Comparison given = compare(CLASSES, true, repeats);
    GainEstimate crossed = GainEstimate.crossed(0.375, new double[][] {{0.5, 0.5}, {0.5, 0}});
    assertEquals(Comparison.Method.CROSSED_REPEATS, given.method());
    assertEquals(crossed.low(), given.score().low(), 1e-12);
  }

  private static Comparison compare(boolean given, List<ArmComparison.Pair> pairs) {
    return compare(CLASSES, given, List.of(pairs));
  }

  /** With six samples that are not for the test. */
  private static Comparison compare(
      Head head, boolean given, List<List<ArmComparison.Pair>> repeats) {
    Map<String, double[]> first = repeats.get(0).get(0).alone().contributions().get("h");
    int tests = first.values().iterator().next().length;
    try (InMemorySamples pool = samples(6);
        InMemorySamples test = samples(tests)) {
      TrainingData data = new TrainingData(Shape.of(1), List.of(head), pool, pool);
      SplitSettings split =
          new SplitSettings(0.2, 0.1, Optional.empty(), Optional.empty(), 0, repeats.size());
      // A comparison looks at the parts alone, not at the data set.
      return ArmComparison.of(
          head,
          new DataSplit(new PreparedData(null, data, pool, IndexSet.first(6), test, given), split),
          repeats);
    }
  }

  private static InMemorySamples samples(int count) {
    return new InMemorySamples(
        Tensor.allocate(Shape.of(count, 1)), Map.of("h", new Target.Classes(new int[count])));
  }

  private static ArmComparison.Pair pair(
      ModelEvaluator.TestedStudent alone, ModelEvaluator.TestedStudent distilled) {
    return new ArmComparison.Pair(alone, distilled);
  }

  private static ModelEvaluator.TestedStudent classes(double... right) {
    return tested("accuracy", Map.of("accuracy", right, "log-loss", new double[right.length]));
  }

  private static ModelEvaluator.TestedStudent losses(double... losses) {
    return tested("accuracy", Map.of("accuracy", new double[losses.length], "log-loss", losses));
  }

  private static ModelEvaluator.TestedStudent errors(double... errors) {
    return tested("rmse", Map.of("rmse", errors));
  }

  private static ModelEvaluator.TestedStudent tested(
      String score, Map<String, double[]> contributions) {
    return tested(
        score, contributions, Arrays.stream(contributions.get(score)).average().orElseThrow());
  }

  private static ModelEvaluator.TestedStudent tested(
      String score, Map<String, double[]> contributions, double value) {
    Map<String, Figure> figures = new TreeMap<>();
    contributions.forEach(
        (name, values) ->
            figures.put(
                name,
                new Figure(
                    name.equals(score) ? value : Arrays.stream(values).average().orElseThrow(),
                    Unit.NONE,
                    name.equals("accuracy"))));
    ArmResult result =
        new ArmResult(
            "arm",
            1,
            1,
            Map.of(),
            Map.of("h", new Metrics(score, figures)),
            Map.of(),
            Map.of(),
            Map.of(),
            0,
            0,
            0);
    return new ModelEvaluator.TestedStudent(result, Map.of("h", contributions), List.of());
  }
}
