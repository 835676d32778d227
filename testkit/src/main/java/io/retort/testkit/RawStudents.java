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
import io.retort.core.text.SavedTokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Students that know what their inputs are made of, and what they predict, in any names. */
final class RawStudents {
  /** Names as a table may have them, which end texts, comments and lines elsewhere. */
  private static final List<String> NAMES =
      List.of(
          "\"; */ // \\", "../x", "\n\r\t\0", "\\" + "u0022${x}{{y}}%s", "\uD83D\uDE00\uD800", "");

  private static final int TOKENS = 4;

  private RawStudents() {}

  /** Students that have learned from each kind of raw data, of each kind of task. */
  static List<TestStudent> ofEachKind() {
    return List.of(ofTable(), ofTexts(), ofImages(), ofValues(), asVectors());
  }

  private static TestStudent ofTable() {
    List<InputColumn> columns =
        List.of(
            new InputColumn.Numeric(NAMES.get(0), new Standardization(3, 2), 3),
            new InputColumn.Categorical(
                NAMES.get(1), NAMES.subList(2, 6), NAMES.get(2), UnknownCategory.OWN));
    int inputs = columns.stream().mapToInt(InputColumn::width).sum();
    return student(
        InputPreparation.of(columns),
        Shape.of(inputs),
        new Layer.Dense(3, ActivationFunction.TANH),
        new Task.SingleLabel(NAMES.subList(0, 2)));
  }

  private static TestStudent ofTexts() {
    SavedTokenizer tokenizer = new SavedTokenizer("any", Map.of(NAMES.get(3), NAMES.get(0)));
    return student(
        InputPreparation.of(
            List.of(new InputColumn.Text(NAMES.get(0), tokenizer, OptionalInt.of(7), TOKENS))),
        Shape.of(TOKENS),
        new Layer.EmbeddingBag(7, 3, Layer.BagMode.MEAN),
        new Task.MultiLabel(NAMES.subList(0, 2)));
  }

  private static TestStudent ofImages() {
    return student(
        new InputPreparation.Pixels(255, new Standardization(0.5, 0.25)),
        Shape.of(1, 2, 2),
        new Layer.Flatten(),
        new Task.Regression(NAMES.subList(0, 2)));
  }

  private static TestStudent ofValues() {
    return student(
        new InputPreparation.Values(),
        Shape.of(3),
        new Layer.Dense(3, ActivationFunction.TANH),
        new Task.SingleLabel(NAMES.subList(0, 2)));
  }

  private static TestStudent asVectors() {
    return student(
        new InputPreparation.Values(),
        Shape.of(3),
        new Layer.Dense(3, ActivationFunction.TANH),
        new Task.Embedding(2));
  }

  private static TestStudent student(
      InputPreparation preparation, Shape input, Layer first, Task task) {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("first", first)
                .add("outputs", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            input);
    Head head = new Head("'<&" + NAMES.get(0), task);
    return new TestStudent(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(preparation, List.of(head)))));
  }
}
