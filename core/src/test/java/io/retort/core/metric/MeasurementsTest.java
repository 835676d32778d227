package io.retort.core.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import io.retort.core.progress.Unit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

  /** A metric for heads of all tasks, which gives another figure for each. */
  private record OfAllTasks() implements ClassMetric, LabelMetric, ValueMetric, EmbeddingMetric {
    @Override
    public String name() {
      return "task";
    }

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
      return Measurement.of(1);
    }

    @Override
    public Measurement measure(LabelPredictions predictions) {
      return Measurement.of(2);
    }

    @Override
    public Measurement measure(ValuePredictions predictions) {
      return Measurement.of(3);
    }

    @Override
    public Measurement measure(EmbeddingPredictions predictions) {
      return Measurement.of(4);
    }
  }

  /** In the order of the figures. */
  private static final List<LabelledPredictions> ALL =
      List.of(
          ClassPredictions.of(List.of("a", "b"), said(TargetKind.PROBABILITIES), new int[] {1}),
          LabelPredictions.of(
              List.of("a", "b"), said(TargetKind.PROBABILITIES), new float[] {0, 1}),
          ValuePredictions.of(List.of("a", "b"), said(TargetKind.VALUES), new float[] {0, 1}),
          EmbeddingPredictions.of(said(TargetKind.VALUES), new float[] {0, 1}));

  private static Predictions said(TargetKind kind) {
    return new Predictions(kind, new float[][] {{0.25f, 0.75f}});
  }

  @Test
  void predictionsOfEveryTaskAreMeasured() {
    assertEquals(
        Set.of(LabelledPredictions.class.getPermittedSubclasses()),
        ALL.stream().map(Object::getClass).collect(Collectors.toSet()));
    for (int i = 0; i < ALL.size(); i++) {
      assertEquals(i + 1, Measurements.of(new OfAllTasks(), ALL.get(i)).orElseThrow().value());
    }
  }

  @Test
  void metricsOfOtherTasksMeasureNothing() {
    LabelMetric other =
        new LabelMetric() {
          @Override
          public String name() {
            return "other";
          }

          @Override
          public Unit unit() {
            return Unit.NONE;
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public Measurement measure(LabelPredictions predictions) {
            return Measurement.of(0);
          }
        };
    assertTrue(Measurements.of(other, ALL.get(0)).isEmpty());
    assertThrows(NoSuchElementException.class, () -> Measurements.contributions(other, ALL.get(0)));
  }
}
