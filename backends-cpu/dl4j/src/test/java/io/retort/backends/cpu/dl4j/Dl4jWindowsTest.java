package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.RandomWindow;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Convolutions and poolings in the corners where libraries are wrong are those of plain loops. */
class Dl4jWindowsTest {
  private static final int WINDOWS = 200;

  @Test
  void outputsAndGradientsAreThoseOfPlainLoops() {
    try (ComputeBackend backend =
        new Dl4jProvider()
            .create(
                new Dl4jConfiguration(Precision.F32, Optional.empty()),
                new TestContext(Path.of("."), 0))) {
      for (int seed = 0; seed < WINDOWS; seed++) {
        RandomWindow.draw(seed).compare(backend, 1e-5);
      }
    }
  }
}
