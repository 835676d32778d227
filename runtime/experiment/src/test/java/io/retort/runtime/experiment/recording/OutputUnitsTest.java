package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.DifferenceBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputUnitsTest {

  /** The output "a" is read by "b", which must still see it on the scale of the training. */
  private static final NetworkPlan PLAN =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("a", new Layer.Dense(2, ActivationFunction.TANH), "input")
              .add("b", new Layer.Dense(3, ActivationFunction.LINEAR), "a")
              .build("a", "b"),
          Shape.of(2));

  private static final SavedNetwork NETWORK =
      new SavedNetwork(PLAN, WeightInitialization.draw(PLAN, 5));

  private static final Head CLASSES = new Head("b", new Task.SingleLabel(List.of("x", "y", "z")));

  @Test
  void valuesGetTheirUnitsAndNothingElseChanges() {
    Head values =
        new Head(
            "a",
            new Task.Regression(
                List.of("v", "w"),
                List.of(new Standardization(1000, 50), new Standardization(-1, 0.5))));
    SavedModel student = OutputUnits.of(student(values));
    SavedNetwork inUnits = student.network();

    assertEquals(List.of("a", "b"), inUnits.plan().description().outputs());
    float[] scaled = run(NETWORK, "a");
    assertArrayEquals(
        new float[] {1000 + 50 * scaled[0], -1 + 0.5f * scaled[1]}, run(inUnits, "a"), 1e-4f);
    assertArrayEquals(run(NETWORK, "b"), run(inUnits, "b"), 1e-6f);
    assertEquals(
        List.of(new Head("a", new Task.Regression(List.of("v", "w"))), CLASSES),
        student.signature().orElseThrow().heads());
  }

  @Test
  void aNetworkWithoutScaledValuesStaysAsItIs() {
    Head values = new Head("a", new Task.Regression(List.of("v", "w")));
    SavedModel student = student(values);
    assertSame(NETWORK, OutputUnits.of(student).network());
    assertEquals(student.signature(), OutputUnits.of(student).signature());
  }

  private static SavedModel student(Head values) {
    return new SavedModel(
        NETWORK,
        Optional.of(new Signature(new InputPreparation.Values(), List.of(values, CLASSES))));
  }

  private static float[] run(SavedNetwork saved, String output) {
    try (DifferenceBackend backend = new DifferenceBackend();
        Network network = backend.compile(saved.plan(), CompileOptions.INFERENCE);
        Tensor input = Tensor.of(Shape.of(1, 2), 0.3f, -0.7f)) {
      network.load(saved.weights());
      return network.forward(DeviceTensor.of(input), Mode.INFERENCE).get(output).toArray();
    }
  }
}
