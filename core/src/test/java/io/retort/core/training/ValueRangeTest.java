package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueRangeTest {
  private static final Head IN_UNITS = new Head("v", new Task.Regression(List.of("v")));
  private static final Head STANDARDIZED =
      new Head("v", new Task.Regression(List.of("v"), List.of(new Standardization(0.5, 0.3))));

  @ParameterizedTest
  @EnumSource(
      value = ActivationFunction.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LINEAR", "LEAKY_RELU"})
  void boundedOutputsCannotGiveStandardizedValues(ActivationFunction bounded) {
    for (Layer layer :
        List.of(new Layer.Dense(1, bounded), (Layer) new Layer.Activation(bounded))) {
      Node output = new Node("y", layer, List.of("input"));
      String message =
          assertThrows(RetortException.class, () -> ValueRange.require(STANDARDIZED, output))
              .getMessage();
      assertTrue(message.contains("'y'") && message.contains("scale-targets"), message);
      assertDoesNotThrow(() -> ValueRange.require(IN_UNITS, output));
    }
  }

  @Test
  void otherOutputsAndTasksMayEndAsTheyLike() {
    Node linear = new Node("y", new Layer.Dense(1, ActivationFunction.LINEAR), List.of("input"));
    Node sigmoid = new Node("y", new Layer.Dense(2, ActivationFunction.SIGMOID), List.of("input"));
    Head classes = new Head("c", new Task.SingleLabel(List.of("a", "b")));
    assertDoesNotThrow(() -> ValueRange.require(STANDARDIZED, linear));
    assertDoesNotThrow(() -> ValueRange.require(classes, sigmoid));
  }
}
