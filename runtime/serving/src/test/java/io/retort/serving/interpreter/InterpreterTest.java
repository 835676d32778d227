package io.retort.serving.interpreter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.backend.Activations;
import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.ReferenceNetwork;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterpreterTest {

  @Test
  void everyKindOfLayerComputesWhatTheReferenceDoes() {
    Set<Class<?>> seen = new HashSet<>();
    for (int seed = 0; seed < 400; seed++) {
      RandomNetworks.Sample sample = RandomNetworks.draw(seed);
      NetworkPlan plan = sample.plan();
      plan.description().nodes().forEach(node -> seen.add(node.layer().getClass()));
      double[] doubles =
          IntStream.range(0, sample.inputs().length).mapToDouble(i -> sample.inputs()[i]).toArray();
      Map<String, double[]> expected =
          new ReferenceNetwork(plan, sample.weights(), 0)
              .forward(doubles, Mode.INFERENCE, 0)
              .outputs();
      try (Interpreter network = new Interpreter(new SavedNetwork(plan, sample.weights()));
          Tensor inputs = Tensor.of(plan.input().batch(sample.batch()), sample.inputs())) {
        Activations outputs = network.forward(DeviceTensor.of(inputs));
        for (String output : plan.description().outputs()) {
          DeviceTensor found = outputs.get(output);
          assertEquals(plan.shape(output).batch(sample.batch()), found.shape());
          assertClose(expected.get(output), found.toArray(), sample);
        }
      }
    }
    assertEquals(
        Set.of(Layer.class.getPermittedSubclasses()).stream()
            .filter(Class::isRecord)
            .collect(Collectors.toSet()),
        seen);
  }

  private static void assertClose(double[] expected, float[] found, Object what) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 1e-5 * (1 + Math.abs(expected[i])), i + " of " + what);
    }
  }

  /** y = ReLU(x) by hand, for batches of several sizes one after the other. */
  @Test
  void sharesAreIndependent() {
    NetworkDescription description =
        NetworkDescription.sequence().add("y", new Layer.Dense(2, ActivationFunction.RELU)).build();
    SavedNetwork saved =
        new SavedNetwork(
            NetworkPlan.of(description, Shape.of(1)),
            new Weights(
                Map.of(
                    "y.weight", new Weights.Array(Shape.of(2, 1), new float[] {1, -1}),
                    "y.bias", new Weights.Array(Shape.of(2), new float[] {0, 0.5f}))));
    try (Interpreter first = new Interpreter(saved);
        var second = first.share();
        Tensor one = Tensor.of(Shape.of(1, 1), 3);
        Tensor two = Tensor.of(Shape.of(2, 1), -2, 0)) {
      DeviceTensor ofOne = first.forward(DeviceTensor.of(one)).get("y");
      DeviceTensor ofTwo = second.forward(DeviceTensor.of(two)).get("y");
      assertArrayEquals(new float[] {3, 0}, ofOne.toArray());
      assertArrayEquals(new float[] {0, 2.5f, 0, 0.5f}, ofTwo.toArray());
      assertArrayEquals(
          new float[] {0, 2.5f, 0, 0.5f}, first.forward(DeviceTensor.of(two)).get("y").toArray());
    }
  }
}
