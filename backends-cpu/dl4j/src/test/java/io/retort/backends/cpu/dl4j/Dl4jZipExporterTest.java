package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.RetortException;
import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What Deeplearning4j restores from the zip computes what the network computes here. */
class Dl4jZipExporterTest {
  @TempDir Path folder;

  @Test
  void imageClassifierIsRestored() throws IOException {
    restoredGraphAgrees(
        NetworkDescription.sequence()
            .add("conv1", new Layer.Conv2d(4, 3, ActivationFunction.RELU))
            .add("pool1", new Layer.MaxPool(Extent.of(3), Extent.of(2), Padding.SAME))
            .add("drop", new Layer.Dropout(0.3))
            .add(
                "conv2",
                new Layer.Conv2d(
                    6,
                    Extent.of(2),
                    Extent.of(1),
                    Padding.SAME,
                    Extent.of(2),
                    1,
                    ActivationFunction.SILU,
                    false,
                    Initializer.AUTO))
            .add("pool2", new Layer.AvgPool(Extent.of(2), Extent.of(2), new Padding(false, 1)))
            .add("up", new Layer.Upsample(new Extent(2, 1)))
            .add("flat", new Layer.Flatten())
            .add("dense", new Layer.Dense(7, ActivationFunction.LEAKY_RELU))
            .add("logits", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build(),
        Shape.of(2, 9, 8),
        0);
  }

  @Test
  void residualNetworkWithTwoHeadsIsRestored() throws IOException {
    restoredGraphAgrees(
        NetworkDescription.sequence()
            .add("a", new Layer.Conv2d(3, 3, ActivationFunction.TANH))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add("relu", new Layer.Activation(ActivationFunction.RELU))
            .add("sum", new Layer.Add(), "relu", "norm", "a")
            .add("both", new Layer.Concat(), "sum", "a")
            .add("mean", new Layer.GlobalAvgPool())
            .add("features", new Layer.BatchNorm(0.2, 1e-3))
            .add("value", new Layer.Activation(ActivationFunction.SIGMOID))
            .add("logits", new Layer.Dense(4, ActivationFunction.LINEAR), "features")
            .build("logits", "value", "features"),
        Shape.of(2, 6, 6),
        0);
  }

  @Test
  void sequenceClassifierIsRestored() throws IOException {
    restoredGraphAgrees(
        NetworkDescription.sequence()
            .add("steps", new Layer.Dense(5, ActivationFunction.TANH))
            .add("all", new Layer.Lstm(4, Returns.SEQUENCE))
            .add("last", new Layer.Lstm(3, Returns.LAST))
            .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build(),
        Shape.of(6, 3),
        0);
  }

  @Test
  void embeddingIsRestored() throws IOException {
    restoredGraphAgrees(
        NetworkDescription.sequence()
            .add("table", new Layer.Embedding(7, 3))
            .add("last", new Layer.Lstm(4, Returns.LAST))
            .build(),
        Shape.of(5),
        7);
  }

  @Test
  void whatDeeplearning4jHasNotIsNamed() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("steps", new Layer.Dense(3, ActivationFunction.GELU))
                .add("state", new Layer.Gru(2, Returns.LAST))
                .build(),
            Shape.of(4, 3));
    Dl4jZipExporter exporter = new Dl4jZipExporter();
    TestStudent student =
        TestStudent.of(new SavedNetwork(plan, WeightInitialization.draw(plan, 1)));
    assertEquals(
        Map.of("steps", "has no exact GELU, only approximations", "state", "has no GRU"),
        exporter.unsupported(student.model()));

    Path file = folder.resolve("model.zip");
    assertThrows(RetortException.class, () -> exporter.write(student, file));
    assertFalse(file.toFile().exists());
  }

  private void restoredGraphAgrees(NetworkDescription description, Shape shape, int vocabulary)
      throws IOException {
    NetworkPlan plan = NetworkPlan.of(description, shape);
    SavedNetwork saved = new SavedNetwork(plan, RandomValues.weights(plan));
    Dl4jZipExporter exporter = new Dl4jZipExporter();
    TestStudent student = TestStudent.of(saved);
    assertEquals(Map.of(), exporter.unsupported(student.model()));
    Path file = folder.resolve(exporter.fileName());
    exporter.write(student, file);

    ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), false);

    restored
        .getConfiguration()
        .getVertices()
        .values()
        .forEach(
            vertex ->
                assertTrue(
                    vertex.getClass().getName().startsWith("org.deeplearning4j."),
                    vertex::toString));
    try (Network network = new Dl4jNetwork(plan, CompileOptions.INFERENCE, DataType.FLOAT);
        Tensor input = RandomValues.input(shape.batch(3), vocabulary)) {
      network.load(saved.weights());
      Activations ours = network.forward(DeviceTensor.of(input), Mode.INFERENCE);
      INDArray[] theirs =
          restored.output(Nd4j.create(input.toArray(), NativeValues.extents(input.shape()), 'c'));
      for (int i = 0; i < theirs.length; i++) {
        DeviceTensor expected = ours.get(description.outputs().get(i));
        assertArrayEquals(NativeValues.extents(expected.shape()), theirs[i].shape());
        assertArrayEquals(expected.toArray(), theirs[i].dup('c').data().asFloat(), 1e-5f);
      }
    }
  }
}
