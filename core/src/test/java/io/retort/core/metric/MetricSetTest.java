package io.retort.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricProvider.Role;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricSetTest {
  private static final Head KIND = new Head("kind", new Task.SingleLabel(List.of("a", "b")));
  private static final Head OTHER = new Head("other", new Task.SingleLabel(List.of("c", "d")));
  private static final Head LEVEL = new Head("level", new Task.Regression(List.of("v")));

  /** A figure of classes with a given value. */
  private record Fixed(String name, double value, boolean redundant) implements ClassMetric {
    @Override
    public Unit unit() {
      return Unit.NONE;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Measurement measure(ClassPredictions predictions) {
      Measurement measured = Measurement.mean(predictions.size(), i -> value);
      return redundant ? measured.asRedundant() : measured;
    }
  }

  private static Fixed fixed(String name, double value) {
    return new Fixed(name, value, false);
  }

  private static final MetricSet DECLARED =
      new MetricSet(
          List.of(
              new MetricSet.Declared(fixed("shown", 1), Role.FIGURE),
              new MetricSet.Declared(new Fixed("redundant", 2, true), Role.FIGURE),
              new MetricSet.Declared(fixed("second", 3), Role.TIE_BREAKER),
              new MetricSet.Declared(fixed("score", 4), Role.SCORE)),
          List.of(),
          Optional.empty());

  private static MetricSet with(List<Metric> asked, Optional<MetricSet.Selection> selection) {
    return new MetricSet(DECLARED.declared(), asked, selection);
  }

  private static Optional<MetricSet.Selection> by(String head, Metric metric) {
    return Optional.of(new MetricSet.Selection(head, Optional.of(metric)));
  }

  private static Metrics measure(MetricSet metrics, Head head) {
    try (InMemorySamples samples =
        new InMemorySamples(
            Tensor.allocate(Shape.of(2, 1)),
            Map.of(head.name(), new Target.Classes(new int[] {0, 1})))) {
      return metrics.measure(head, said(), samples).orElseThrow();
    }
  }

  private static Predictions said() {
    return new Predictions(TargetKind.LOGITS, new float[][] {{1, 0}, {0, 1}});
  }

  @Test
  void theScoreComesFirstAndWhatIsRedundantIsLeftOut() {
    Metrics measured = measure(DECLARED, KIND);
    assertEquals("score", measured.score());
    assertEquals(List.of("score", "second", "shown"), List.copyOf(measured.figures().keySet()));
    assertEquals(List.of("score", "second"), DECLARED.compared(KIND));
  }

  @Test
  void whatIsAskedForIsShownEvenIfItIsRedundant() {
    Metrics measured =
        measure(
            with(List.of(new Fixed("redundant", 7, true)), by("kind", fixed("score", 5))), KIND);
    // One that is asked for takes the place of the declared one of its name.
    assertEquals(
        Map.of("score", 5.0, "second", 3.0, "shown", 1.0, "redundant", 7.0), measured.values());
  }

  @Test
  void whatIsSelectedByIsTheScoreOfItsHeadAlone() {
    MetricSet chosen = with(List.of(), by("other", fixed("mine", 9)));
    assertEquals("mine", measure(chosen, OTHER).score());
    assertEquals(List.of("mine", "second"), chosen.compared(OTHER));
    assertEquals("score", measure(chosen, KIND).score());
    assertEquals(OTHER, chosen.deciding(List.of(KIND, OTHER)));
    // A teacher of the first head alone.
    assertEquals(KIND, chosen.deciding(List.of(KIND)));
    assertEquals(KIND, DECLARED.deciding(List.of(KIND, OTHER)));
  }

  @Test
  void aTieBreakerThatIsSelectedByIsComparedOnce() {
    assertEquals(List.of("second"), with(List.of(), by("kind", fixed("second", 3))).compared(KIND));
  }

  @Test
  void headsThatNoMetricIsForAreNotMeasured() {
    assertEquals(List.of(), DECLARED.compared(LEVEL));
    assertEquals(List.of(), MetricSet.figures(fixed("any", 1), LEVEL.task()));
    try (InMemorySamples samples =
        new InMemorySamples(
            Tensor.allocate(Shape.of(1, 1)),
            Map.of("level", new Target.Values(Tensor.allocate(Shape.of(1, 1)))))) {
      Predictions values = new Predictions(TargetKind.VALUES, new float[1][1]);
      assertEquals(Optional.empty(), DECLARED.measure(LEVEL, values, samples));
    }
    assertEquals(List.of(), MetricSet.NONE.compared(KIND));
  }

  @Test
  void whatSamplesContributeIsKnownOfWhatIsCompared() {
    try (InMemorySamples samples =
        new InMemorySamples(
            Tensor.allocate(Shape.of(2, 1)),
            Map.of("kind", new Target.Classes(new int[] {0, 1})))) {
      Map<String, double[]> contributions = DECLARED.contributions(KIND, said(), samples);
      assertEquals(List.of("score", "second"), List.copyOf(contributions.keySet()));
      assertArrayEquals(new double[] {4, 4}, contributions.get("score"));
    }
  }
}
