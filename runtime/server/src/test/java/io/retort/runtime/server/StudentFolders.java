package io.retort.runtime.server;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.UnknownCategory;
import io.retort.core.image.ImageFit;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.serving.format.NetworkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small students as folders. */
final class StudentFolders {
  private StudentFolders() {}

  /**
   * Reads {@code length}, scaled, and {@code colour}; says whether it is a or b, and two values.
   */
  static Path ofTable(Path folder) {
    InputPreparation table =
        new InputPreparation.Table(
            List.of(
                new InputColumn.Numeric("length", new Standardization(4, 2), 4),
                new InputColumn.Categorical(
                    "colour", List.of("red", "green"), "red", UnknownCategory.REFUSE)),
            TableFormat.USUAL);
    return write(folder, table, Shape.of(3), new float[] {1.5f, -0.5f, 0.25f, -1, 2, 0.75f});
  }

  /** Reads {@code id}, one of two whole numbers that are the same as 64-bit floating point. */
  static Path ofIds(Path folder) {
    InputPreparation table =
        new InputPreparation.Table(
            List.of(
                new InputColumn.Categorical(
                    "id",
                    List.of("9007199254740992", "9007199254740993"),
                    "9007199254740992",
                    UnknownCategory.REFUSE)),
            TableFormat.USUAL);
    return write(folder, table, Shape.of(2), new float[] {1.5f, -0.5f, 0.25f, -1});
  }

  /** Reads grey images of 1 x 2 pixels from 0 to 16. */
  static Path ofImages(Path folder) {
    return ofImages(folder, ImageFit.EXACT);
  }

  static Path ofImages(Path folder, ImageFit fit) {
    InputPreparation pixels = new InputPreparation.Pixels(16, new Standardization(0.5, 0.25), fit);
    return write(folder, pixels, Shape.of(1, 1, 2), new float[] {1, -0.3f, 0.7f, 2});
  }

  /** Reads two values. */
  static Path ofValues(Path folder) {
    return write(
        folder, new InputPreparation.Values(), Shape.of(2), new float[] {0.1f, -0.7f, 1.3f, 0.9f});
  }

  /** Reads two values, and gives a vector of two others. */
  static Path ofVectors(Path folder) {
    return write(
        folder,
        new InputPreparation.Values(),
        Shape.of(2),
        new float[] {0.1f, -0.7f, 1.3f, 0.9f},
        List.of(new Head("meaning", new Task.Embedding(2))));
  }

  private static Path write(
      Path folder, InputPreparation preparation, Shape input, float[] weights) {
    return write(
        folder,
        preparation,
        input,
        weights,
        List.of(
            new Head("kind", new Task.SingleLabel(List.of("a", "b"))),
            new Head("size", new Task.Regression(List.of("height", "width")))));
  }

  /** A linear network with two outputs, which are those of each head. */
  private static Path write(
      Path folder, InputPreparation preparation, Shape input, float[] weights, List<Head> heads) {
    NetworkDescription.Builder description = NetworkDescription.sequence();
    if (input.rank() > 1) {
      description.add("flat", new Layer.Flatten());
    }
    SavedNetwork network =
        new SavedNetwork(
            NetworkPlan.of(
                description.add("out", new Layer.Dense(2, ActivationFunction.LINEAR)).build(),
                input),
            new Weights(
                Map.of(
                    "out.weight", new Weights.Array(Shape.of(2, weights.length / 2), weights),
                    "out.bias", new Weights.Array(Shape.of(2), new float[] {0.5f, -0.25f}))));
    Signature signature = new Signature(preparation, heads);
    NetworkFolder.write(new SavedModel(network, Optional.of(signature)), folder);
    return folder;
  }
}
