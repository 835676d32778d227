package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitKeyTest {

  private static ForwardingSamples keyed(Samples samples, SplitKey key) {
    return new ForwardingSamples(samples) {
      @Override
      public Optional<SplitKey> splitKey() {
        return Optional.of(key);
      }
    };
  }

  @Test
  void partsOfPartsKeepTheirSamplesKeys() {
    try (InMemorySamples samples =
        new InMemorySamples(Tensor.of(Shape.of(4, 1), 0, 1, 2, 3), Map.of())) {
      assertEquals(Optional.empty(), samples.splitKey());
      int[] members = {3, 1, 0};
      Samples groups = keyed(samples, new SplitKey.Groups("a", sample -> "g" + sample));
      Samples times = keyed(samples, new SplitKey.Times("b", sample -> 10.0 * sample));
      Samples group = new Subset(new Subset(groups, members), new int[] {1, 0});
      Samples time = OneDomain.of(new Subset(times, members), 0);

      SplitKey.Groups ofGroup = (SplitKey.Groups) group.splitKey().orElseThrow();
      SplitKey.Times ofTime = (SplitKey.Times) time.splitKey().orElseThrow();
      assertEquals("g1", ofGroup.group().apply(0));
      assertEquals("g3", ofGroup.group().apply(1));
      assertEquals("a", ofGroup.source());
      assertEquals(
          40, IntStream.range(0, 3).mapToDouble(ofTime.time()).sum(), "of samples 3, 1 and 0");
      members[0] = 0;
      assertEquals(30, ofTime.time().applyAsDouble(0));
    }
  }
}
