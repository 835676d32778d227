package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomWindow;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The convolutions that oneDNN 3.11 and 3.13 computed wrong on some processors, or at which they
 * ended the process: output, gradients of image, weight and bias are those of plain loops. Where
 * the processor does not multiply numbers of 16 bits, those with bf16 are computed in 32.
 */
class KnownFaultsTest {

  /** What was wrong, and where. */
  private record Fault(String name, Shape image, Layer.Conv2d layer) {

    Fault(String name, Shape image, int filters, String kernel, String stride, Padding padding) {
      this(name, image, filters, kernel, stride, padding, "1");
    }

    Fault(
        String name,
        Shape image,
        int filters,
        String kernel,
        String stride,
        Padding padding,
        String dilation) {
      this(
          name,
          image,
          new Layer.Conv2d(
              filters,
              Extent.parse(kernel),
              Extent.parse(stride),
              padding,
              Extent.parse(dilation),
              1,
              ActivationFunction.LINEAR,
              true,
              Initializer.AUTO));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    Padding valid = Padding.VALID;
    Padding same = Padding.SAME;
    return Stream.of(
        new Fault("2x3 at 1x2 on 1x3x3", Shape.of(1, 3, 3), 8, "2x3", "1x2", valid),
        new Fault("2x7 at 1x2 on 1x8x8", Shape.of(1, 8, 8), 24, "2x7", "1x2", valid),
        new Fault("3x3 at 2 on 16x8x1", Shape.of(16, 8, 1), 16, "3", "2", same),
        new Fault("3x3 at 2 on 32x1x1", Shape.of(32, 1, 1), 32, "3", "2", same),
        new Fault("3x3 at 2 on 128x1x1", Shape.of(128, 1, 1), 64, "3", "2", same),
        new Fault("3x3 at 3 on 64x2x2", Shape.of(64, 2, 2), 32, "3", "3", same),
        new Fault("4x4 at 4 on 16x4x4", Shape.of(16, 4, 4), 32, "4", "4", valid),
        new Fault("8x8 at 8 on 16x8x8", Shape.of(16, 8, 8), 32, "8", "8", valid),
        new Fault(
            "3x1 at 1x2 dilated by 1x2 on 16x8x1",
            Shape.of(16, 8, 1),
            16,
            "3x1",
            "1x2",
            new Padding(false, 1),
            "1x2"),
        new Fault("2x3 at 4x1 on 16x9x9", Shape.of(16, 9, 9), 16, "2x3", "4x1", valid),
        new Fault("1x3 at 3x1 on 1x9x9", Shape.of(1, 9, 9), 16, "1x3", "3x1", same));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void computesThePlainLoopsInF32(Fault fault) {
    compare(fault, Precision.F32, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void computesThePlainLoopsInBf16(Fault fault) {
    // Results of 16 bits are rounded by 1/512.
    compare(fault, Precision.BF16, 1e-2);
  }

  private static void compare(Fault fault, Precision precision, double tolerance) {
    try (ComputeBackend backend = TinyWork.together(precision, 2)) {
      for (int batch : new int[] {1, 8}) {
        RandomWindow.of(fault.layer, fault.image, batch, batch).compare(backend, tolerance);
      }
    }
  }
}
