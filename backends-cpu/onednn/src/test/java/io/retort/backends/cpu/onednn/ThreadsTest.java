package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomNetworks;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One rule for all layers: outputs have the same bits for any number of threads; gradients are
 * added up by parts of a batch, one for each thread, and may differ by rounding. What was computed
 * with says {@link EnvironmentTest}.
 */
class ThreadsTest {
  private static final int BATCH = 64;

  static Stream<RandomNetworks.Sample> samples() {
    Layer conv = new Layer.Conv2d(16, 3, ActivationFunction.TANH);
    return Stream.of(
        sample(Shape.of(1000), new Layer.Dense(200, ActivationFunction.TANH)),
        sample(Shape.of(1, 16, 16), conv, conv, new Layer.Flatten()),
        sample(Shape.of(16, 32), new Layer.Lstm(64, Layer.Returns.LAST)),
        sample(Shape.of(16, 32), new Layer.Gru(64, Layer.Returns.LAST)));
  }

  private static RandomNetworks.Sample sample(Shape input, Layer... layers) {
    NetworkDescription.Builder network = NetworkDescription.sequence();
    for (int i = 0; i < layers.length; i++) {
      network.add("layer" + i, layers[i]);
    }
    network.add("logits", new Layer.Dense(10, ActivationFunction.LINEAR));
    return RandomNetworks.draw(network.build(), input, BATCH, 1);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void outputsHaveTheSameBitsAndGradientsDifferByRounding(RandomNetworks.Sample sample) {
    Map<String, float[]> expected = observe(1, sample);
    for (int threads = 2; threads <= 4; threads++) {
      Map<String, float[]> found = observe(threads, sample);
      expected.forEach(
          (what, values) -> {
            double norm = Observations.norm(values) / Math.sqrt(values.length);
            if (what.startsWith("gradient")) {
              assertArrayEquals(values, found.get(what), (float) (1e-4 * norm), what);
            } else {
              assertArrayEquals(values, found.get(what), what);
            }
          });
    }
  }

  private static Map<String, float[]> observe(int threads, RandomNetworks.Sample sample) {
    try (ComputeBackend backend =
        new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.of(threads), false))) {
      return Observations.of(backend, sample);
    }
  }
}
