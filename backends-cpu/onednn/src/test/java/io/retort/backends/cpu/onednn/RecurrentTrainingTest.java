package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What networks drawn at random do not ask of recurrent layers in training. */
class RecurrentTrainingTest {
  private static final int FEATURES = 5;

  /** A layer, which is a tap, and what reads it. */
  private static NetworkPlan plan(Layer layer, int time) {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add("layer", layer)
            .add("output", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build(),
        Shape.of(time, FEATURES));
  }

  static Stream<Layer> layers() {
    return Stream.of(Returns.values())
        .flatMap(returns -> Stream.of(new Layer.Gru(7, returns), new Layer.Lstm(7, returns)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void oneStepOfOneSampleIsThatOfTheOtherBackend(Layer layer) {
    compare(plan(layer, 1), 1);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void samplesOfMoreUnitsThanAreDerivedAtATimeAreThoseOfTheOtherBackend(Layer layer) {
    // Blocks of 512 values end inside of samples.
    Layer wide =
        layer instanceof Layer.Gru gru
            ? new Layer.Gru(300, gru.returns())
            : new Layer.Lstm(300, ((Layer.Lstm) layer).returns());
    compare(plan(wide, 3), 5);
  }

  private static void compare(NetworkPlan plan, int batch) {
    try (ComputeBackend onednn = TinyWork.together(Precision.F32, 1);
        ComputeBackend dl4j =
            new Dl4jProvider()
                .create(
                    new Dl4jConfiguration(Dl4jConfiguration.Precision.F64, Optional.empty()),
                    new TestContext(Path.of("."), 0))) {
      Set<String> taps = Set.of("layer", "output");
      assertArrayEquals(
          gradients(dl4j, plan, batch, List.of(taps)).get(taps),
          gradients(onednn, plan, batch, List.of(taps)).get(taps),
          1e-4f);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsOfSeveralSetsOfTapsAddUp(Layer layer) {
    Set<String> both = Set.of("layer", "output");
    try (ComputeBackend backend = TinyWork.together(Precision.F32, 1)) {
      Map<Set<String>, float[]> found =
          gradients(
              backend,
              plan(layer, 6),
              4,
              List.of(Set.of("layer"), Set.of("output"), both, Set.of("layer")));
      float[] sum = found.get(Set.of("layer")).clone();
      float[] rest = found.get(Set.of("output"));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += rest[i];
      }
      assertArrayEquals(sum, found.get(both), 1e-4f);
      assertTrue(sum[0] != 0);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void sequencesOfThreeHundredStepsTrain(Layer layer) {
    for (Precision precision : Precision.values()) {
      try (ComputeBackend backend = TinyWork.together(precision, 1)) {
        Set<String> output = Set.of("output");
        float[] found =
            gradients(backend, plan(layer, 300), 8, List.of(output, output)).get(output);
        for (float value : found) {
          assertTrue(Float.isFinite(value));
        }
        assertTrue(Observations.norm(found) > 0);
      }
    }
  }

  /** The gradients of all parameters for each of the sets of taps, with the same for each tap. */
  private static Map<Set<String>, float[]> gradients(
      ComputeBackend backend, NetworkPlan plan, int batch, List<Set<String>> sets) {
    Map<Set<String>, float[]> found = new HashMap<>();
    try (Network network = backend.compile(plan, new CompileOptions(Set.of("layer"), batch));
        Tensor input = normal(plan.input().batch(batch), 1);
        Tensor layer = normal(plan.shape("layer").batch(batch), 2);
        Tensor output = normal(plan.shape("output").batch(batch), 3)) {
      float[] values = new float[network.parameters().length()];
      Random random = new Random(4);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() / 8;
      }
      network.parameters().write(0, values);
      Map<String, DeviceTensor> gradients =
          Map.of("layer", DeviceTensor.of(layer), "output", DeviceTensor.of(output));
      for (Set<String> taps : sets) {
        Map<String, DeviceTensor> given = new HashMap<>(gradients);
        given.keySet().retainAll(taps);
        network.forward(DeviceTensor.of(input), Mode.TRAINING);
        network.backward(given);
        network.gradients().read(0, values);
        found.put(taps, values.clone());
      }
    }
    return found;
  }

  private static Tensor normal(Shape shape, long seed) {
    Random random = new Random(seed);
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, (float) random.nextGaussian());
    }
    return tensor;
  }
}
