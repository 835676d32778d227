package io.retort.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final List<String> NAMES = List.of("a", "b");

  @Test
  void agreementIsTheShareOfEqualDecisions() {
    Predictions one =
        new Predictions(TargetKind.LOGITS, new float[][] {{1, 2}, {3, 0}, {0, 1}, {5, 5}});
    Predictions other =
        new Predictions(
            TargetKind.PROBABILITIES, new float[][] {{0, 1}, {0, 1}, {0.4f, 0.6f}, {1, 0}});
    assertEquals(0.75, one.agreement(other));
  }

  @Test
  void logitsProbabilitiesAndTheirLogarithmsSayTheSameOfClasses() {
    // Softmax of (0, ln 3) is (1/4, 3/4).
    float ln3 = (float) Math.log(3);
    for (Predictions said :
        List.of(
            one(TargetKind.PROBABILITIES, 0.25f, 0.75f),
            one(TargetKind.LOGITS, 100, 100 + ln3),
            one(TargetKind.LOG_PROBABILITIES, (float) Math.log(0.25), (float) Math.log(0.75)))) {
      ClassPredictions classes = ClassPredictions.of(NAMES, said, new int[] {0});
      assertEquals(0.25, classes.probability(0, 0), 1e-5);
      assertEquals(0.75, classes.probability(0, 1), 1e-5);
      assertEquals(1, classes.decision(0));
      assertTrue(classes.prefers(0, 1, 0));
    }
    Predictions values = one(TargetKind.VALUES, 1, 2);
    assertThrows(
        IllegalArgumentException.class, () -> ClassPredictions.of(NAMES, values, new int[] {0}));
    assertThrows(
        IllegalArgumentException.class, () -> LabelPredictions.of(NAMES, values, new float[2]));
  }

  @Test
  void probabilitiesOfExtremeLogitsAreFinite() {
    ClassPredictions classes =
        ClassPredictions.of(NAMES, one(TargetKind.LOGITS, -1e4f, 1e4f), new int[] {0});
    assertEquals(0, classes.probability(0, 0));
    assertEquals(1, classes.probability(0, 1));
  }

  @Test
  void thresholdOfLabelsIsHalfForEveryKind() {
    for (Predictions said :
        List.of(
            one(TargetKind.LOGITS, 0.01f, -0.01f),
            one(TargetKind.PROBABILITIES, 0.51f, 0.49f),
            one(TargetKind.LOG_PROBABILITIES, -0.69f, -0.70f))) {
      LabelPredictions labels = LabelPredictions.of(NAMES, said, new float[] {1, 0});
      assertTrue(labels.isPredicted(0, 0));
      assertFalse(labels.isPredicted(0, 1));
      assertEquals(0.5, labels.probability(0, 0), 0.02);
    }
  }

  @Test
  void predictionsOfOnePartAreThoseOfItsSamplesInTheirOrder() {
    Predictions all =
        new Predictions(TargetKind.LOGITS, new float[][] {{1, 0}, {2, 0}, {3, 0}, {4, 0}});
    int[] domains = {1, 0, 0, 1};
    try (InMemorySamples samples =
        new InMemorySamples(
            Tensor.allocate(Shape.of(4, 1)), Map.of("h", new Target.Classes(new int[4])))) {
      Samples parted =
          new Samples() {
            @Override
            public int size() {
              return samples.size();
            }

            @Override
            public void inputs(int[] indexes, Tensor destination) {
              samples.inputs(indexes, destination);
            }

            @Override
            public Target.GroundTruth labels(String head, int[] indexes) {
              return samples.labels(head, indexes);
            }

            @Override
            public int domain(int sample) {
              return domains[sample];
            }
          };
      assertArrayEquals(new float[][] {{1, 0}, {4, 0}}, all.within(parted, 1).rows());
    }
  }

  private static Predictions one(TargetKind kind, float... row) {
    return new Predictions(kind, new float[][] {row});
  }
}
