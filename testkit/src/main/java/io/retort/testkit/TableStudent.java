package io.retort.testkit;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** A student that tells two classes apart by two columns of a table. */
final class TableStudent {
  /** Names as a table may have them, which end texts, comments and lines elsewhere. */
  private static final List<String> NAMES =
      List.of(
          "\"; */ // \\", "../x", "\n\r\t\0", "\\" + "u0022${x}{{y}}%s", "\uD83D\uDE00\uD800", "");

  private TableStudent() {}

  static TestStudent withAnyNames() {
    List<InputColumn> columns =
        List.of(
            new InputColumn.Numeric(NAMES.get(0), new Standardization(3, 2), 3),
            new InputColumn.Categorical(
                NAMES.get(1), NAMES.subList(2, 6), NAMES.get(2), UnknownCategory.OWN));
    Head head = new Head("'<&" + NAMES.get(0), new Task.SingleLabel(NAMES.subList(0, 2)));
    int inputs = columns.stream().mapToInt(InputColumn::width).sum();
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("hidden", new Layer.Dense(3, ActivationFunction.TANH))
                .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            Shape.of(inputs));
    return new TestStudent(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(InputPreparation.of(columns), List.of(head)))));
  }
}
