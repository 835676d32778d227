package io.retort.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelFitTest {

  @Test
  void otherClassesAreNamedBeforeTheShapeOfTheOutput() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            Shape.of(3));
    SavedModel model =
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(new InputPreparation.Values(), List.of(head("no", "yes")))));
    Signature data =
        new Signature(new InputPreparation.Values(), List.of(head("maybe", "no", "yes")));

    assertEquals(
        "the data have the classes [maybe, no, yes] for the head 'label', but the model was taught"
            + " [no, yes]",
        assertThrows(RetortException.class, () -> ModelFit.of(model, data, Shape.of(3)))
            .getMessage());
  }

  private static Head head(String... classes) {
    return new Head("label", new Task.SingleLabel(List.of(classes)));
  }
}
