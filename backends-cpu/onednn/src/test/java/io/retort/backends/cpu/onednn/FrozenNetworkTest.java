package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.ReferenceNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained networks that only predict, beyond what the contract of all backends asks. */
class FrozenNetworkTest {
  private static final Shape IMAGE = Shape.of(3, 8, 8);

  private static ComputeBackend backend() {
    return new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.of(1), true));
  }

  @Test
  void randomNetworksPredictAsTheReferenceDoes() {
    try (ComputeBackend backend = backend()) {
      for (int seed = 0; seed < 200; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
        SavedNetwork saved = new SavedNetwork(sample.plan(), sample.weights());
        assertPredictsAsTheReference(backend, saved, sample.inputs(), "seed " + seed);
      }
    }
  }

  /** Sums of which a convolution may compute some, and must not compute others. */
  static List<NetworkDescription> residuals() {
    Layer relu = new Layer.Activation(ActivationFunction.RELU);
    Layer conv = convolution(3, ActivationFunction.LINEAR);
    List<NetworkDescription> networks = new ArrayList<>();
    networks.add(start().add("a", conv).add("sum", new Layer.Add(), "stem", "a").build());
    networks.add(start().add("a", conv).add("sum", new Layer.Add(), "a", "stem").build());
    networks.add(
        start().add("a", conv).add("sum", new Layer.Add(), "a", "stem").add("r", relu).build());
    // The other value is read afterwards, or is an output, or the input.
    networks.add(
        start()
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", "stem")
            .add("again", new Layer.Add(), "sum", "stem")
            .build());
    networks.add(
        start().add("a", conv).add("sum", new Layer.Add(), "a", "stem").build("sum", "stem"));
    networks.add(
        NetworkDescription.sequence()
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", NetworkDescription.INPUT)
            .build());
    // The convolution is an output, has a function of its own, or is read twice.
    networks.add(start().add("a", conv).add("sum", new Layer.Add(), "a", "stem").build("sum", "a"));
    networks.add(
        start()
            .add("a", convolution(3, ActivationFunction.TANH))
            .add("sum", new Layer.Add(), "a", "stem")
            .build());
    networks.add(
        start()
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", "stem")
            .add("twice", new Layer.Add(), "sum", "a")
            .build());
    // The other value lies where that of a third node does.
    networks.add(
        start()
            .add("view", new Layer.Reshape(IMAGE))
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", "view")
            .add("again", new Layer.Add(), "sum", "stem")
            .build());
    networks.add(
        start()
            .add("same", new Layer.Activation(ActivationFunction.LINEAR))
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", "same")
            .add("again", new Layer.Add(), "sum", "stem")
            .build());
    // One block after another, with functions that the sums apply.
    networks.add(
        start()
            .add("a1", conv)
            .add("sum1", new Layer.Add(), "a1", "stem")
            .add("out1", relu)
            .add("a2", conv)
            .add("small", convolution(1, ActivationFunction.LINEAR), "out1")
            .add("sum2", new Layer.Add(), "a2", "small")
            .add("out2", new Layer.Activation(ActivationFunction.TANH))
            .add("a3", conv)
            .add("sum3", new Layer.Add(), "out2", "a3")
            .build());
    networks.add(
        start()
            .add("pool", new Layer.MaxPool(Extent.of(3), Extent.of(1), Padding.SAME))
            .add("a", conv)
            .add("sum", new Layer.Add(), "a", "pool")
            .build());
    return networks;
  }

  private static NetworkDescription.Builder start() {
    return NetworkDescription.sequence().add("stem", convolution(3, ActivationFunction.RELU));
  }

  private static Layer convolution(int kernel, ActivationFunction function) {
    return new Layer.Conv2d(
        3,
        Extent.of(kernel),
        Extent.of(1),
        Padding.SAME,
        Extent.of(1),
        1,
        function,
        true,
        Initializer.AUTO);
  }

  @ParameterizedTest
  @MethodSource("residuals")
  void sumsAreThoseOfTheReference(NetworkDescription network) {
    SavedNetwork saved = drawn(NetworkPlan.of(network, IMAGE));
    try (ComputeBackend backend = backend()) {
      for (int batch : new int[] {1, 3}) {
        float[] inputs = normal(batch * IMAGE.elements(), batch);
        assertPredictsAsTheReference(backend, saved, inputs, network.toString());
        // A second pass finds what the first one has left behind.
        assertPredictsAsTheReference(backend, saved, inputs, network.toString());
      }
    }
  }

  /** In one batch, in slices, and one by one. */
  @Test
  void sampleHasTheSameBitsInBatchesOfAnySize() {
    Assumptions.assumeTrue(
        Processor.instructions().startsWith("AVX512") || Processor.instructions().equals("AVX2"),
        "Kernels for older processors sum up one row in another order");
    NetworkDescription network =
        NetworkDescription.sequence()
            .add("conv", new Layer.Conv2d(16, 3, ActivationFunction.RELU))
            .add("pool", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
            .add("flat", new Layer.Flatten())
            .add("hidden", new Layer.Dense(33, ActivationFunction.TANH))
            .add("logits", new Layer.Dense(10, ActivationFunction.LINEAR))
            .build();
    SavedNetwork saved = drawn(NetworkPlan.of(network, Shape.of(3, 32, 32)));
    int samples = 150;
    float[] inputs = normal(samples * 3 * 32 * 32, 1);
    try (ComputeBackend backend = backend();
        InferenceNetwork frozen = backend.freeze(saved)) {
      float[] together = predict(frozen, saved.plan(), inputs);
      for (int batch : new int[] {1, 2, 50, 149}) {
        for (int from = 0; from + batch <= samples; from += batch) {
          float[] some = Arrays.copyOfRange(inputs, from * 3072, (from + batch) * 3072);
          assertArrayEquals(
              Arrays.copyOfRange(together, from * 10, (from + batch) * 10),
              predict(frozen, saved.plan(), some),
              batch + " samples from " + from);
        }
      }
    }
  }

  @Test
  void threadsShareWeights() throws InterruptedException, ExecutionException {
    NetworkPlan plan = NetworkPlan.of(residuals().get(11), IMAGE);
    SavedNetwork saved = drawn(plan);
    float[] inputs = normal(5 * IMAGE.elements(), 1);
    List<FutureTask<float[]>> predictions = new ArrayList<>();
    try (ComputeBackend backend = backend()) {
      float[] expected;
      List<InferenceNetwork> shares = new ArrayList<>();
      try (InferenceNetwork first = backend.freeze(saved)) {
        expected = predict(first, plan, inputs);
        IntStream.range(0, 4).forEach(i -> shares.add(first.share()));
      }
      for (InferenceNetwork share : shares) {
        FutureTask<float[]> prediction =
            new FutureTask<>(
                () -> {
                  try (share) {
                    return predict(share, plan, inputs);
                  }
                });
        predictions.add(prediction);
        new Thread(prediction).start();
      }
      for (FutureTask<float[]> prediction : predictions) {
        assertArrayEquals(expected, prediction.get());
      }
    }
  }

  private static void assertPredictsAsTheReference(
      ComputeBackend backend, SavedNetwork saved, float[] inputs, String what) {
    double[] wide = IntStream.range(0, inputs.length).mapToDouble(i -> inputs[i]).toArray();
    Map<String, double[]> expected =
        new ReferenceNetwork(saved.plan(), saved.weights(), 0)
            .forward(wide, Mode.INFERENCE, 0)
            .outputs();
    int batch = inputs.length / saved.plan().input().elements();
    try (InferenceNetwork frozen = backend.freeze(saved);
        Tensor tensor = Tensor.of(saved.plan().input().batch(batch), inputs)) {
      var outputs = frozen.forward(DeviceTensor.of(tensor));
      for (String output : saved.plan().description().outputs()) {
        float[] found = outputs.get(output).toArray();
        double[] right = expected.get(output);
        assertEquals(right.length, found.length, what);
        for (int i = 0; i < found.length; i++) {
          assertEquals(right[i], found[i], 1e-4 * (1 + Math.abs(right[i])), output + " of " + what);
        }
      }
      assertArrayEquals(inputs, tensor.toArray(), "The input of " + what + " was changed");
    }
  }

  private static float[] predict(InferenceNetwork network, NetworkPlan plan, float[] inputs) {
    int batch = inputs.length / plan.input().elements();
    try (Tensor tensor = Tensor.of(plan.input().batch(batch), inputs)) {
      String output = plan.description().outputs().get(0);
      return network.forward(DeviceTensor.of(tensor)).get(output).toArray();
    }
  }

  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static SavedNetwork drawn(NetworkPlan plan) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        float[] values = normal(slice.shape().elements(), slice.name().hashCode());
        arrays.put(slice.name(), new Weights.Array(slice.shape(), values));
      }
    }
    assertTrue(plan.buffers().length() == 0, "Variances are positive");
    return new SavedNetwork(plan, new Weights(arrays));
  }
}
