package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.RandomWindow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Convolutions and poolings in the corners where oneDNN is wrong are those of plain loops. */
class RandomWindowsTest {
  /** Five of six are convolutions. */
  private static final int WINDOWS = 6200;

  @Test
  void outputsAndGradientsAreThoseOfPlainLoops() {
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1)) {
      IntStream.range(0, WINDOWS)
          .parallel()
          .forEach(seed -> RandomWindow.draw(seed).compare(backend, 1e-5));
    }
  }
}
