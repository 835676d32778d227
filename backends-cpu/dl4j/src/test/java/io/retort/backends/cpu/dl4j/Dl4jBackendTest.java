package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration.Precision;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** What the contract of all backends does not say. */
class Dl4jBackendTest {

  @Test
  void providerMakesTheBackendOfItsConfiguration() {
    Dl4jProvider provider = new Dl4jProvider();
    assertEquals("dl4j", provider.name());
    assertEquals(Dl4jConfiguration.class, provider.configuration());
    assertEquals(Optional.empty(), provider.unavailable());
    try (ComputeBackend backend =
        provider.create(new Dl4jConfiguration(Precision.F32, Optional.empty()), null)) {
      assertEquals(Map.of(), backend.unsupported(embedding()));
    }
  }

  @Test
  void threadsAreSetForTheProcess() {
    int before = Nd4j.getEnvironment().maxMasterThreads();
    try {
      new Dl4jBackend(new Dl4jConfiguration(Precision.F32, Optional.of(1))).close();
      assertEquals(1, Nd4j.getEnvironment().maxMasterThreads());
      assertEquals(1, Nd4j.factory().blas().getMaxThreads());
    } finally {
      new Dl4jBackend(new Dl4jConfiguration(Precision.F32, Optional.of(before))).close();
    }
    assertEquals(before, Nd4j.getEnvironment().maxMasterThreads());
  }

  @Test
  void numbersOutsideTheVocabularyAreRefused() {
    try (Network network = compile(embedding(), Set.of());
        Tensor input = Tensor.of(Shape.of(1, 3), 0, 4, 1)) {
      RetortException refusal =
          assertThrows(
              RetortException.class, () -> network.forward(DeviceTensor.of(input), Mode.INFERENCE));
      assertTrue(refusal.getMessage().contains("'table'"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("from 0 to 3"), refusal.getMessage());
    }
  }

  @Test
  void inputsOfAnotherShapeAreRefused() {
    try (Network network = compile(embedding(), Set.of());
        Tensor input = Tensor.allocate(Shape.of(2, 5))) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> network.forward(DeviceTensor.of(input), Mode.INFERENCE));
      assertEquals("The input has the shape 2x5; expected 2x3", refusal.getMessage());
    }
  }

  @Test
  void backwardNeedsATrainingPassBefore() {
    try (Network network = compile(embedding(), Set.of());
        Tensor input = Tensor.allocate(Shape.of(2, 3))) {
      network.forward(DeviceTensor.of(input), Mode.INFERENCE);
      assertThrows(IllegalStateException.class, () -> network.backward(Map.of()));
    }
  }

  @Test
  void tapsThatAreNoNodesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> compile(embedding(), Set.of("nowhere")));
  }

  @Test
  void nodesThatNoTapNeedsHaveNoGradient() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("used", new Layer.Dense(1, ActivationFunction.LINEAR))
                .add("unused", new Layer.Dense(1, ActivationFunction.LINEAR), "input")
                .build("used"),
            Shape.of(1));
    try (Network network = compile(plan, Set.of());
        Tensor input = Tensor.of(Shape.of(1, 1), 3);
        Tensor one = Tensor.of(Shape.of(1, 1), 1)) {
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of("used", DeviceTensor.of(one)));
      float[] gradient = new float[1];
      network.gradients().read(plan.parameters().slice("used.weight").offset(), gradient);
      assertEquals(3, gradient[0]);
      network.gradients().read(plan.parameters().slice("unused.weight").offset(), gradient);
      assertEquals(0, gradient[0]);
    }
  }

  private static Network compile(NetworkPlan plan, Set<String> taps) {
    return new Dl4jBackend(new Dl4jConfiguration(Precision.F32, Optional.empty()))
        .compile(plan, new CompileOptions(taps, 1));
  }

  private static NetworkPlan embedding() {
    return NetworkPlan.of(
        NetworkDescription.sequence().add("table", new Layer.Embedding(4, 2)).build(), Shape.of(3));
  }
}
