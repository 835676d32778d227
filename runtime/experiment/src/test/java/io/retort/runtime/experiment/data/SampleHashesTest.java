package io.retort.runtime.experiment.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleHashesTest {
  private static final Shape INPUT = Shape.of(1);

  private static Samples named(Samples samples, String... ids) {
    return new ForwardingSamples(samples) {
      @Override
      public Optional<String> id(int sample) {
        return Optional.of(ids[sample]);
      }
    };
  }

  @Test
  void samplesWithOtherWeightsAreTrainedWithOtherwise() {
    try (InMemorySamples samples = new InMemorySamples(Tensor.of(Shape.of(2, 1), 5, 6), Map.of())) {
      TrainingData data = new TrainingData(INPUT, List.of(), samples, samples);
      long without = SampleHashes.ofAll(samples, data);
      long some = SampleHashes.ofAll(weighted(samples, 1, 2), data);
      assertEquals(some, SampleHashes.ofAll(weighted(samples, 1, 2), data));
      assertNotEquals(some, SampleHashes.ofAll(weighted(samples, 2, 1), data));
      assertNotEquals(some, without);
    }
  }

  private static Samples weighted(Samples samples, double... weights) {
    return new ForwardingSamples(samples) {
      @Override
      public Optional<SampleWeights> weights() {
        return Optional.of(new SampleWeights("a file", sample -> weights[sample]));
      }
    };
  }

  /** What a teacher says of a sample may depend on its id alone. */
  @Test
  void samplesWithOtherIdsAreOthers() {
    try (InMemorySamples samples = new InMemorySamples(Tensor.of(Shape.of(2, 1), 5, 6), Map.of())) {
      Samples some = named(samples, "a", "b");
      Samples turned = named(samples, "b", "a");
      assertEquals(SampleHashes.ofInputs(some, INPUT), SampleHashes.ofInputs(some, INPUT));
      assertNotEquals(SampleHashes.ofInputs(some, INPUT), SampleHashes.ofInputs(turned, INPUT));
      assertNotEquals(SampleHashes.ofInputs(some, INPUT), SampleHashes.ofInputs(samples, INPUT));
      TrainingData data = new TrainingData(INPUT, List.of(), some, some);
      assertNotEquals(SampleHashes.ofAll(some, data), SampleHashes.ofAll(turned, data));
    }
  }
}
