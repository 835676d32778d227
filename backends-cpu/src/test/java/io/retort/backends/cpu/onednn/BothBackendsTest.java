package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.Dl4jConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The backends {@code onednn} and {@code dl4j} compute the same on random networks. */
class BothBackendsTest {
  private static final int NETWORKS = 220;
  private static final double TOLERANCE = 1e-4;

  @Test
  void outputsTapsAndGradientsAgreeOnRandomNetworks() {
    try (ComputeBackend onednn =
            TinyWork.together(Precision.F32, Runtime.getRuntime().availableProcessors());
        ComputeBackend divided = TinyWork.inParts(Precision.F32, 3);
        ComputeBackend dl4j =
            new Dl4jProvider()
                .create(
                    new Dl4jConfiguration(Dl4jConfiguration.Precision.F64, Optional.empty()),
                    new TestContext(Path.of("."), 0))) {
      Set<String> kinds = new HashSet<>();
      for (int seed = 0; seed < NETWORKS; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
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
        sample
            .plan()
            .description()
            .nodes()
            .forEach(node -> kinds.add(node.layer().getClass().getSimpleName()));
      }
      assertEquals(16, kinds.size(), () -> "kinds of layers that were drawn: " + kinds);
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
