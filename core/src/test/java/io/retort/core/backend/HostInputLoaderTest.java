package io.retort.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.InMemorySamples;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.FourThreads;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostInputLoaderTest {
  @Test
  void threadsThatShareTheGatheringGatherTheSame() {
    int size = 50;
    float[] values = new float[size * 1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    int[] asked = new int[size];
    for (int i = 0; i < size; i++) {
      asked[i] = i * 7 % size;
    }
    Shape input = Shape.of(1000);
    try (InMemorySamples samples =
            new InMemorySamples(Tensor.of(input.batch(size), values), Map.of());
        InputLoader alone = new HostInputLoader(samples, input, HostThreads.caller());
        InputLoader shared = new HostInputLoader(samples, input, new FourThreads())) {
      DeviceTensor inputs = shared.load(asked);
      assertEquals(input.batch(size), inputs.shape());
      assertEquals(7000, inputs.toArray()[1000]);
      assertArrayEquals(alone.load(asked).toArray(), inputs.toArray());
    }
  }
}
