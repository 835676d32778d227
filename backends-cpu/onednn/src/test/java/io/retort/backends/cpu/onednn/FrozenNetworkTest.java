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
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
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
  private static final Shape IMAGE = Residual.IMAGE;

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

  static List<Residual> residuals() {
    return Residual.all();
  }

  @ParameterizedTest
  @MethodSource("residuals")
  void sumsAreThoseOfTheReference(Residual residual) {
    SavedNetwork saved = drawn(NetworkPlan.of(residual.network(), IMAGE));
    try (ComputeBackend backend = backend()) {
      for (int batch : new int[] {1, 3}) {
        float[] inputs = normal(batch * IMAGE.elements(), batch);
        assertPredictsAsTheReference(backend, saved, inputs, residual.toString());
        // A second pass finds what the first one has left behind.
        assertPredictsAsTheReference(backend, saved, inputs, residual.toString());
      }
    }
  }

  /** Else the sums of the test above could be right because nothing is ever fused. */
  @ParameterizedTest
  @MethodSource("residuals")
  void convolutionsComputeTheSumsThatTheyCan(Residual residual) {
    Limits limits = Limits.of(1, false);
    SavedNetwork saved = drawn(NetworkPlan.of(residual.network(), IMAGE));
    try (Engine engine = new Engine(limits, KernelVerifier.off());
        Parameters parameters = Parameters.frozen(saved, engine)) {
      Operators operators =
          new Operators(
              saved.plan(),
              residual.network().outputs(),
              parameters,
              (node, rate) -> {
                throw new IllegalStateException("Inference has no dropout");
              },
              new DataTypes(saved.plan(), limits, 1),
              Mode.INFERENCE,
              new SampleRange(0, 1),
              new StepCounts(null, 1, 1));
      assertEquals(
          residual.fused(),
          residual.network().nodes().stream()
              .filter(node -> node.layer() instanceof Layer.Add)
              .filter(node -> operators.inputs(node).size() == 1)
              .map(Node::name)
              .toList());
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
  void denseLayersReadFlattenedImagesAsTheReference() {
    SavedNetwork saved = drawn(NetworkPlan.of(flattened(), Shape.of(2, 13, 11)));
    try (ComputeBackend backend = backend()) {
      for (int batch : new int[] {1, 3}) {
        float[] inputs = normal(batch * 2 * 13 * 11, batch);
        assertPredictsAsTheReference(backend, saved, inputs, "a flattened image");
      }
    }
  }

  /** Else the test above could pass because images are always copied. */
  @Test
  void onlyWhatSomebodyReadsIsFlattened() {
    NetworkPlan plan = NetworkPlan.of(flattened(), Shape.of(2, 13, 11));
    FlattenedImages images = new FlattenedImages(plan, plan.description().outputs());
    Map<String, String> read = new LinkedHashMap<>();
    List<String> passed = new ArrayList<>();
    for (Node node : plan.description().nodes()) {
      images.readBy(node).ifPresent(image -> read.put(node.name(), image));
      if (images.isPassedBy(node)) {
        passed.add(node.name());
      }
    }
    assertEquals(Map.of("first", "small", "second", "small", "third", "conv"), read);
    assertEquals(List.of("flat", "dropped"), passed);
  }

  /**
   * Layers that flatten read by dense layers alone, also by others, as outputs, and of no image.
   */
  private static NetworkDescription flattened() {
    return NetworkDescription.sequence()
        .add("conv", new Layer.Conv2d(9, 3, ActivationFunction.RELU))
        .add("small", new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID))
        .add("flat", new Layer.Flatten())
        .add("dropped", new Layer.Dropout(0.5))
        .add("first", new Layer.Dense(5, ActivationFunction.TANH))
        .add("second", new Layer.Dense(4, ActivationFunction.LINEAR), "flat")
        .add("tapped", new Layer.Flatten(), "conv")
        .add("third", new Layer.Dense(3, ActivationFunction.RELU))
        .add("function", new Layer.Activation(ActivationFunction.SIGMOID), "tapped")
        .add("fourth", new Layer.Dense(2, ActivationFunction.LINEAR))
        .add("pixels", new Layer.Flatten(), "input")
        .add("fifth", new Layer.Dense(6, ActivationFunction.LINEAR))
        .build("tapped", "first", "second", "third", "fourth", "fifth");
  }

  /** Whatever the lengths of the others in its batch are. */
  @Test
  void textHasTheSameBitsInBatchesOfAnySize() {
    Assumptions.assumeTrue(
        Processor.instructions().startsWith("AVX512") || Processor.instructions().equals("AVX2"),
        "Kernels for older processors sum up one row in another order");
    int time = 40;
    NetworkDescription network = text();
    SavedNetwork saved = drawn(NetworkPlan.of(network, Shape.of(time)));
    int samples = 60;
    float[] inputs = new float[samples * time];
    Random random = new Random(1);
    for (int sample = 0; sample < samples; sample++) {
      int length = random.nextInt(time + 1);
      for (int i = 0; i < time; i++) {
        inputs[sample * time + i] = i < length ? random.nextInt(50) : -1;
      }
    }
    try (ComputeBackend backend = backend();
        InferenceNetwork frozen = backend.freeze(saved)) {
      float[] together = predict(frozen, saved.plan(), inputs);
      for (int batch : new int[] {1, 2, 20, 59}) {
        for (int from = 0; from + batch <= samples; from += batch) {
          float[] some = Arrays.copyOfRange(inputs, from * time, (from + batch) * time);
          assertArrayEquals(
              Arrays.copyOfRange(together, from * 10, (from + batch) * 10),
              predict(frozen, saved.plan(), some),
              batch + " samples from " + from);
        }
      }
    }
  }

  private static NetworkDescription text() {
    return NetworkDescription.sequence()
        .add("table", new Layer.Embedding(50, 16, true))
        .add("hidden", new Layer.Dense(33, ActivationFunction.TANH))
        .add("states", new Layer.Lstm(16, Layer.Returns.SEQUENCE, true))
        .add("windows", new Layer.Conv1d(16, 3, ActivationFunction.RELU), "states")
        .add("largest", new Layer.PoolOverTime(Layer.PoolMode.MAX))
        .add("mean", new Layer.PoolOverTime(Layer.PoolMode.MEAN), "states")
        .add("last", new Layer.Gru(16, Layer.Returns.LAST, true), "states")
        .add("words", new Layer.EmbeddingBag(50, 16, Layer.BagMode.MEAN), "input")
        .add("all", new Layer.Concat(), "largest", "mean", "last", "words")
        .add("logits", new Layer.Dense(10, ActivationFunction.LINEAR))
        .build();
  }

  @Test
  void threadsShareWeights() throws InterruptedException, ExecutionException {
    NetworkPlan plan = NetworkPlan.of(Residual.blocks().network(), IMAGE);
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

  @Test
  void closingTwiceLeavesTheWeightsToOtherShares() {
    NetworkPlan plan = NetworkPlan.of(Residual.blocks().network(), IMAGE);
    float[] inputs = normal(2 * IMAGE.elements(), 1);
    try (ComputeBackend backend = backend()) {
      InferenceNetwork first = backend.freeze(drawn(plan));
      InferenceNetwork second = first.share();
      float[] expected = predict(second, plan, inputs);
      first.close();
      first.close();
      // Another batch size is compiled anew, which reads the weights.
      float[] one = Arrays.copyOf(inputs, IMAGE.elements());
      assertArrayEquals(Arrays.copyOf(expected, expected.length / 2), predict(second, plan, one));
      second.close();
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
