package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The backends {@code onednn} and {@code dl4j} compute the same on random networks. */
class BothBackendsTest {
  private static final int NETWORKS = 220;
  private static final double TOLERANCE = 1e-4;

  @Test
  void outputsTapsAndGradientsAgreeOnRandomNetworks() {
    Set<String> kinds = new HashSet<>();
    List<RandomNetworks.Sample> samples =
        IntStream.range(0, NETWORKS).mapToObj(RandomNetworks::draw).toList();
    agree(samples);
    for (RandomNetworks.Sample sample : samples) {
      for (Node node : sample.plan().description().nodes()) {
        kinds.add(node.layer().getClass().getSimpleName());
      }
    }
    assertEquals(
        Layer.class.getPermittedSubclasses().length,
        kinds.size(),
        () -> "kinds of layers that were drawn: " + kinds);
  }

  @Test
  void outputsAndGradientsAgreeWhereAKernelAsWideAsAnImageHasAStride() {
    // Digits of 8x8 through 24 filters of 2x7 at stride 1x2: one column, of one channel.
    NetworkDescription network =
        NetworkDescription.sequence()
            .add(
                "wide",
                new Layer.Conv2d(
                    24,
                    new Extent(2, 7),
                    new Extent(1, 2),
                    Padding.VALID,
                    Extent.of(1),
                    1,
                    ActivationFunction.RELU,
                    true,
                    Initializer.AUTO))
            .add("flat", new Layer.Flatten())
            .add("logits", new Layer.Dense(10, ActivationFunction.LINEAR))
            .build();
    agree(
        IntStream.of(1, 2, 64)
            .mapToObj(batch -> RandomNetworks.draw(network, Shape.of(1, 8, 8), batch, batch))
            .toList());
  }

  private static void agree(List<RandomNetworks.Sample> samples) {
    try (ComputeBackend onednn =
            TinyWork.together(Precision.F32, Runtime.getRuntime().availableProcessors());
        ComputeBackend divided = TinyWork.inParts(Precision.F32, 3);
        ComputeBackend dl4j =
            new Dl4jProvider()
                .create(
                    new Dl4jConfiguration(Dl4jConfiguration.Precision.F64, Optional.empty()),
                    new TestContext(Path.of("."), 0))) {
      for (RandomNetworks.Sample sample : samples) {
        assertEquals(Map.of(), onednn.unsupported(sample.plan()));
        Map<String, float[]> expected = Observations.of(dl4j, sample);
        double whole = Observations.norm(expected.get("gradients"));
        for (ComputeBackend backend : List.of(onednn, divided)) {
          Map<String, float[]> found = Observations.of(backend, sample);
          for (Map.Entry<String, float[]> entry : expected.entrySet()) {
            double scale = entry.getKey().startsWith("gradient") ? 1e-2 * whole : 0;
            compare(entry.getKey(), entry.getValue(), found.get(entry.getKey()), scale, sample);
          }
        }
      }
    }
  }

  private static void compare(
      String what, float[] expected, float[] found, double scale, RandomNetworks.Sample sample) {
    float[] difference = new float[expected.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = found[i] - expected[i];
    }
    double error = Observations.norm(difference);
    double allowed = TOLERANCE * Math.max(Observations.norm(expected), scale) + 1e-7;
    assertTrue(
        error <= allowed,
        () -> what + " differs by " + error + ", allowed is " + allowed + ": " + sample);
  }
}
