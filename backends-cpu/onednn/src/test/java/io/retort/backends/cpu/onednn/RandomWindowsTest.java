package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.RandomWindow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Convolutions and poolings in the corners where oneDNN is wrong are those of plain loops. */
class RandomWindowsTest {
  /**
   * Five of six are convolutions. Fewer are asked for where the tests run again with a smaller set
   * of instructions.
   */
  private static final int WINDOWS = Integer.getInteger("windows", 6200);

  @Test
  void outputsAndGradientsAreThoseOfPlainLoops() {
    AtomicInteger convolutions = new AtomicInteger();
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1)) {
      IntStream.range(0, WINDOWS)
          .parallel()
          .forEach(
              seed -> {
                RandomWindow window = RandomWindow.draw(seed);
                window.compare(backend, 1e-5);
                convolutions.addAndGet(window.isConvolution() ? 1 : 0);
              });
    }
    assertTrue(convolutions.get() > WINDOWS * 4 / 5, () -> "convolutions: " + convolutions);
  }
}
