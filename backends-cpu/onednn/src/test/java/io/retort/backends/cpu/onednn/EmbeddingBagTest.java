package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bags of hashed n-grams. */
class EmbeddingBagTest {
  private static final int VOCABULARY = 1 << 20;

  private static NetworkPlan bag(int time) {
    Layer layer = new Layer.EmbeddingBag(VOCABULARY, 2, Layer.BagMode.MEAN);
    return NetworkPlan.of(NetworkDescription.sequence().add("bag", layer).build(), Shape.of(time));
  }

  @Test
  void rowsThatNoSampleNamesAreNotRead() {
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1);
        Network network = backend.compile(bag(3), CompileOptions.INFERENCE);
        Tensor texts = Tensor.of(Shape.of(2, 3), VOCABULARY - 1, 5, 5, 5, -1, -1);
        Tensor gradient = Tensor.of(Shape.of(2, 2), 3, 6, 10, 20)) {
      // Whatever reads another row gives no number.
      network.parameters().fill(Float.NaN);
      network.parameters().write(2 * (VOCABULARY - 1), new float[] {1, 2});
      network.parameters().write(10, new float[] {4, 8});
      float[] means = network.forward(DeviceTensor.of(texts), Mode.TRAINING).get("bag").toArray();
      assertArrayEquals(new float[] {3, 6, 4, 8}, means, 1e-6f);

      network.backward(Map.of("bag", DeviceTensor.of(gradient)));
      float[] gradients = new float[network.gradients().length()];
      network.gradients().read(0, gradients);
      float[] expected = new float[gradients.length];
      expected[2 * (VOCABULARY - 1)] = 1;
      expected[2 * (VOCABULARY - 1) + 1] = 2;
      expected[10] = 2 + 10;
      expected[11] = 4 + 20;
      assertArrayEquals(expected, gradients, 1e-6f);
    }
  }

  @Test
  void tokensBehindTheEndOfASampleAreRefused() {
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1);
        Network network = backend.compile(bag(3), CompileOptions.INFERENCE);
        Tensor text = Tensor.of(Shape.of(1, 3), 4, -1, 4)) {
      RetortException refusal =
          assertThrows(
              RetortException.class, () -> network.forward(DeviceTensor.of(text), Mode.INFERENCE));
      assertTrue(refusal.getMessage().contains("for step 2"), refusal.getMessage());
      assertEquals(ErrorKind.DATA, refusal.kind());
    }
  }
}
