package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Memory outside the Java heap does not grow with the number of networks or of steps. */
class Dl4jMemoryTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void closedNetworksLeaveNothingBehind() {
    // 4 MB of parameters, and as many gradients, in two copies each: 200 networks would be 3 GB.
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("a", new Layer.Dense(1000, ActivationFunction.RELU))
                .add("b", new Layer.Dense(10, ActivationFunction.LINEAR))
                .build(),
            Shape.of(1000));
    trainOnNewNetworks(plan, 20);
    long before = Pointer.physicalBytes();
    trainOnNewNetworks(plan, 200);
    assertGrowthBelow(600, before);
  }

  private static void trainOnNewNetworks(NetworkPlan plan, int networks) {
    for (int i = 0; i < networks; i++) {
      train(plan, 8, 1);
    }
  }

  @Test
  void longTrainingNeedsNoMoreThanShortTraining() {
    // About 20 MB of activations and derivatives a step: 200 steps would be 4 GB.
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("conv", new Layer.Conv2d(8, 3, ActivationFunction.RELU))
                .add("norm", new Layer.BatchNorm(0.1, 1e-5))
                .add("pool", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
                .add("flat", new Layer.Flatten())
                .add("logits", new Layer.Dense(10, ActivationFunction.LINEAR))
                .build(),
            Shape.of(1, 28, 28));
    train(plan, 64, 10);
    long before = Pointer.physicalBytes();
    train(plan, 64, 200);
    assertGrowthBelow(600, before);
  }

  private static void train(NetworkPlan plan, int batch, int steps) {
    try (Dl4jNetwork network = new Dl4jNetwork(plan, CompileOptions.INFERENCE, DataType.FLOAT);
        Tensor input = Tensor.allocate(plan.input().batch(batch));
        Tensor gradient = Tensor.allocate(Shape.of(batch, 10))) {
      network.load(WeightInitialization.draw(plan, 1));
      input.fill(0.5f);
      gradient.fill(0.1f);
      String output = plan.description().outputs().get(0);
      for (int step = 0; step < steps; step++) {
        network.forward(DeviceTensor.of(input), Mode.TRAINING);
        network.backward(Map.of(output, DeviceTensor.of(gradient)));
      }
    }
  }

  private static void assertGrowthBelow(long mebibytes, long before) {
    long growth = (Pointer.physicalBytes() - before) / MEBIBYTE;
    assertTrue(growth < mebibytes, () -> "the process grew by " + growth + " MiB");
  }
}
