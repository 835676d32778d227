package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the contract of all backends does not ask. */
class OneDnnNetworkTest {
  private static final NetworkPlan CLASSIFIER =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("conv", new Layer.Conv2d(6, 3, ActivationFunction.RELU))
              .add("pool", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
              .add("norm", new Layer.BatchNorm(0.1, 1e-5))
              .add("flat", new Layer.Flatten())
              .add("drop", new Layer.Dropout(0.2))
              .add("logits", new Layer.Dense(5, ActivationFunction.LINEAR))
              .build(),
          Shape.of(2, 10, 10));

  /** Computed in parts, as no sample depends on others. */
  private static final NetworkPlan BY_SAMPLE =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("conv", new Layer.Conv2d(6, 3, ActivationFunction.RELU))
              .add("pool", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
              .add("flat", new Layer.Flatten())
              .add("drop", new Layer.Dropout(0.2))
              .add("logits", new Layer.Dense(5, ActivationFunction.LINEAR))
              .build(),
          Shape.of(2, 10, 10));

  /** An image as a sequence of its rows. */
  private static final NetworkPlan RECURRENT =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("rows", new Layer.Reshape(Shape.of(20, 10)))
              .add("lstm", new Layer.Lstm(6, Layer.Returns.SEQUENCE))
              .add("gru", new Layer.Gru(6, Layer.Returns.LAST))
              .add("logits", new Layer.Dense(5, ActivationFunction.LINEAR))
              .build(),
          Shape.of(2, 10, 10));

  private static final NetworkPlan RESIDUAL =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("conv", new Layer.Conv2d(6, 3, ActivationFunction.LINEAR))
              .add("norm", new Layer.BatchNorm(0.1, 1e-5))
              .add("positive", new Layer.Activation(ActivationFunction.RELU))
              .add("next", new Layer.Conv2d(6, 3, ActivationFunction.LINEAR))
              .add("sum", new Layer.Add(), "next", "positive")
              .add("leaky", new Layer.Activation(ActivationFunction.LEAKY_RELU))
              .add("three", new Layer.Add(), "leaky", "conv", "positive")
              .add("bounded", new Layer.Activation(ActivationFunction.TANH))
              .add("pool", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
              .add("flat", new Layer.Flatten())
              .add("logits", new Layer.Dense(5, ActivationFunction.LINEAR))
              .build(),
          Shape.of(2, 10, 10));

  private static ComputeBackend backend(Precision precision, int threads) {
    return TinyWork.inParts(precision, threads);
  }

  @Test
  void sameSeedAndThreadsGiveTheSameBitsAfterTwoHundredSteps() {
    for (Precision precision : Precision.values()) {
      for (int threads : new int[] {1, 2}) {
        try (ComputeBackend backend = backend(precision, threads)) {
          for (NetworkPlan plan : List.of(CLASSIFIER, BY_SAMPLE, RECURRENT)) {
            assertArrayEquals(
                train(backend, plan, 200),
                train(backend, plan, 200),
                precision + ", " + threads + " threads");
          }
        }
      }
    }
  }

  @Test
  void trainingGoesOnInAnotherThread() throws ExecutionException, InterruptedException {
    try (ComputeBackend backend = backend(Precision.F32, 2);
        Network network = backend.compile(CLASSIFIER, CompileOptions.INFERENCE);
        Tensor input = normal(Shape.of(8, 2, 10, 10), new Random(1))) {
      network.parameters().fill(0.01f);
      float[] here =
          network.forward(DeviceTensor.of(input), Mode.INFERENCE).get("logits").toArray();
      FutureTask<float[]> task =
          new FutureTask<>(
              () ->
                  network.forward(DeviceTensor.of(input), Mode.INFERENCE).get("logits").toArray());
      new Thread(task).start();
      assertArrayEquals(here, task.get());
    }
  }

  @Test
  void bf16StaysNearF32AndIsF32WhereTheProcessorHasNone() {
    try (ComputeBackend exact = backend(Precision.F32, 2);
        ComputeBackend rounded = backend(Precision.BF16, 2)) {
      float[] expected = train(exact, CLASSIFIER, 5);
      float[] found = train(rounded, CLASSIFIER, 5);
      if (!Engine.hasBf16()) {
        assertArrayEquals(expected, found);
        return;
      }
      double error = 0;
      double norm = 0;
      for (int i = 0; i < expected.length; i++) {
        error += Math.pow(found[i] - expected[i], 2);
        norm += Math.pow(expected[i], 2);
      }
      // bf16 keeps 8 binary digits: a factor is off by at most 1/256.
      assertTrue(Math.sqrt(error / norm) < 1.0 / 256, "relative error " + Math.sqrt(error / norm));
    }
  }

  @Test
  void closedNetworksLeaveNoMemoryBehind() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status), "resident memory is read from /proc");
    try (ComputeBackend backend = backend(Precision.F32, 1);
        ComputeBackend divided = backend(Precision.F32, 2)) {
      // The Java heap and compiled code grow too, but not for ever: what leaks grows in every
      // round.
      long growth = Long.MAX_VALUE;
      for (int round = 0; round < 8 && growth >= 20_000; round++) {
        long before = residentKilobytes(status);
        openAndClose(backend, CLASSIFIER, 1000);
        openAndClose(divided, BY_SAMPLE, 1000);
        openAndClose(divided, RECURRENT, 100);
        growth = Math.min(growth, residentKilobytes(status) - before);
      }
      // One network of this kind holds about 1 MB: had a thousandth of it stayed, this would fail.
      assertTrue(growth < 20_000, "resident memory grew by " + growth + " kB");
    }
  }

  private static void openAndClose(ComputeBackend backend, NetworkPlan plan, int times) {
    for (int i = 0; i < times; i++) {
      train(backend, plan, 1);
    }
  }

  private static long residentKilobytes(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gradientsAreZeroWhereNothingFlows() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("trunk", new Layer.Dense(4, ActivationFunction.TANH))
                .add("left", new Layer.Dense(2, ActivationFunction.LINEAR), "trunk")
                .add("right", new Layer.Dense(3, ActivationFunction.LINEAR), "trunk")
                .build("left", "right"),
            Shape.of(5));
    try (ComputeBackend backend = backend(Precision.F32, 1);
        Network network = backend.compile(plan, CompileOptions.INFERENCE);
        Tensor input = normal(Shape.of(3, 5), new Random(1));
        Tensor left = normal(Shape.of(3, 2), new Random(2));
        Tensor right = normal(Shape.of(3, 3), new Random(3))) {
      network.parameters().fill(0.1f);
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of("left", DeviceTensor.of(left), "right", DeviceTensor.of(right)));
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of("left", DeviceTensor.of(left)));
      float[] gradient = new float[6];
      network.gradients().read(plan.parameters().slice("right.weight").offset(), gradient);
      assertArrayEquals(new float[6], gradient);
      network.gradients().read(plan.parameters().slice("left.weight").offset(), gradient);
      assertTrue(gradient[0] != 0);
    }
  }

  @Test
  void tapsChangeNoGradient() {
    // Without taps, the derivative of relu is taken after the pooling.
    float[] without = gradients(CLASSIFIER, Set.of());
    assertArrayEquals(without, gradients(CLASSIFIER, Set.of("conv", "pool", "norm")), 1e-6f);
    assertTrue(without[0] != 0);
  }

  @Test
  void aTapBeforeAnActivationIsTakenBeforeIt() {
    // Without taps, normalisations and sums apply the function after them.
    float[] without = gradients(RESIDUAL, Set.of());
    assertTrue(without[0] != 0);
    for (String tap : new String[] {"norm", "positive", "sum", "three", "bounded"}) {
      assertArrayEquals(without, gradients(RESIDUAL, Set.of(tap)), 1e-6f, tap);
    }
    try (ComputeBackend backend = backend(Precision.F32, 1);
        Network network =
            backend.compile(RESIDUAL, new CompileOptions(Set.of("norm", "sum", "three"), 8));
        Tensor input = normal(Shape.of(4, 2, 10, 10), new Random(1))) {
      network.parameters().fill(-0.1f);
      Activations outputs = network.forward(DeviceTensor.of(input), Mode.TRAINING);
      for (String tap : new String[] {"norm", "sum", "three"}) {
        float least = 0;
        for (float value : outputs.get(tap).toArray()) {
          least = Math.min(least, value);
        }
        assertTrue(least < 0, tap + " has negative values");
      }
    }
  }

  private static float[] gradients(NetworkPlan plan, Set<String> taps) {
    try (ComputeBackend backend = backend(Precision.F32, 1);
        Network network = backend.compile(plan, new CompileOptions(taps, 8));
        Tensor input = normal(Shape.of(4, 2, 10, 10), new Random(1));
        Tensor gradient = normal(Shape.of(4, 5), new Random(2))) {
      float[] values = new float[network.parameters().length()];
      Random random = new Random(3);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() / 4;
      }
      network.parameters().write(0, values);
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of("logits", DeviceTensor.of(gradient)));
      network.gradients().read(0, values);
      return values;
    }
  }

  /** Steps of plain gradient descent towards smaller logits, and the weights after them. */
  private static float[] train(ComputeBackend backend, NetworkPlan plan, int steps) {
    Random random = new Random(4);
    try (Network network = backend.compile(plan, new CompileOptions(Set.of(), 8));
        Tensor input = normal(Shape.of(8, 2, 10, 10), random);
        Tensor gradient = Tensor.allocate(Shape.of(8, 5))) {
      float[] weights = new float[network.parameters().length()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextGaussian() / 4;
      }
      network.parameters().write(0, weights);
      network.buffers().fill(1);
      for (int step = 0; step < steps; step++) {
        gradient.write(
            0, network.forward(DeviceTensor.of(input), Mode.TRAINING).get("logits").toArray());
        network.backward(Map.of("logits", DeviceTensor.of(gradient)));
        network.parameters().add(-1e-3, network.gradients());
      }
      network.parameters().read(0, weights);
      return weights;
    }
  }

  private static Tensor normal(Shape shape, Random random) {
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, (float) random.nextGaussian());
    }
    return tensor;
  }
}
