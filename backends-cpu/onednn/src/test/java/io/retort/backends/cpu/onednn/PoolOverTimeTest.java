package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
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
import org.junit.jupiter.api.Test;

class PoolOverTimeTest {
  /** A training whose values are not numbers any more is to stop. */
  @Test
  void theMaximumOfWhatIsNoNumberIsNone() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("pool", new Layer.PoolOverTime(Layer.PoolMode.MAX))
                .build(),
            Shape.of(3, 2));
    float none = Float.NaN;
    float least = Float.NEGATIVE_INFINITY;
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1);
        Network network = backend.compile(plan, CompileOptions.INFERENCE);
        Tensor steps =
            Tensor.of(Shape.of(2, 3, 2), 1, 2, none, 3, 4, 1, none, least, 5, least, 1, least)) {
      assertArrayEquals(
          new float[] {none, 3, none, least},
          network.forward(DeviceTensor.of(steps), Mode.INFERENCE).get("pool").toArray());
    }
  }
}
