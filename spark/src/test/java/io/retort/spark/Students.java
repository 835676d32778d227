package io.retort.spark;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.MissingValues;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.serving.format.NetworkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Saved students with random weights. */
final class Students {
  static final Head CHURN = new Head("churn", new Task.SingleLabel(List.of("stays", "goes")));
  static final Head SPENDING = new Head("spending", new Task.Regression(List.of("shop", "web")));

  private Students() {}

  /** Of a table with the number {@code age}, the number {@code score} and the {@code colour}. */
  static Path ofTable(Path folder, Head... heads) {
    return ofTable(folder, MissingValues.FILL, UnknownCategory.IGNORE, heads);
  }

  static Path ofTable(Path folder, MissingValues missing, UnknownCategory unknown, Head... heads) {
    return write(
        folder,
        new InputPreparation.Table(
            List.of(
                new InputColumn.Numeric("age", new Standardization(40, 12), 38),
                new InputColumn.Numeric("score", new Standardization(0.5, 0.25), 0.5),
                new InputColumn.Categorical("colour", List.of("red", "blue"), "red", unknown)),
            new TableFormat(true, ',', '.', List.of(""), missing)),
        Shape.of(4),
        heads);
  }

  /** Of grey images with 2 x 3 pixels. */
  static Path ofImages(Path folder) {
    return write(
        folder,
        new InputPreparation.Pixels(255, new Standardization(0.4, 0.3)),
        Shape.of(1, 2, 3),
        CHURN);
  }

  static Path write(Path folder, InputPreparation preparation, Shape input, Head... heads) {
    return write(folder, preparation, input, 16, heads);
  }

  static Path write(
      Path folder, InputPreparation preparation, Shape input, int width, Head... heads) {
    NetworkDescription.Builder network =
        NetworkDescription.sequence()
            .add("flat", new Layer.Flatten())
            .add("hidden", new Layer.Dense(width, ActivationFunction.TANH), "flat");
    for (Head head : heads) {
      network.add(
          head.name(),
          new Layer.Dense(head.task().names().size(), ActivationFunction.LINEAR),
          "hidden");
    }
    NetworkPlan plan =
        NetworkPlan.of(
            network.build(Stream.of(heads).map(Head::name).toArray(String[]::new)), input);
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    NetworkFolder.write(
        new SavedModel(
            new SavedNetwork(plan, WeightInitialization.draw(plan, 1)),
            Optional.of(new Signature(preparation, List.of(heads)))),
        folder);
    return folder;
  }
}
