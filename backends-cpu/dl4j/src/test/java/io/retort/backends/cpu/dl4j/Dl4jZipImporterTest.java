package io.retort.backends.cpu.dl4j;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.RetortException;
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
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What Deeplearning4j computes, and what was exported, the imported network computes too. */
class Dl4jZipImporterTest {
  @TempDir Path folder;

  @Test
  void imageClassifierComesBack() throws IOException {
    comesBack(
        NetworkDescription.sequence()
            .add("conv1", new Layer.Conv2d(4, 3, ActivationFunction.RELU))
            .add("pool1", new Layer.MaxPool(Extent.of(3), Extent.of(2), Padding.SAME))
            .add("drop", new Layer.Dropout(0.3))
            .add(
                "conv2",
                new Layer.Conv2d(
                    6,
                    new Extent(3, 5),
                    Extent.of(1),
                    Padding.SAME,
                    Extent.of(1),
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

  /** Windows whose last rows and columns nobody reads, which the exporter crops. */
  @Test
  void windowsThatLeaveRowsUnreadComeBack() throws IOException {
    comesBack(
        NetworkDescription.sequence()
            .add(
                "conv",
                new Layer.Conv2d(
                    3,
                    Extent.of(2),
                    Extent.of(3),
                    Padding.SAME,
                    Extent.of(1),
                    1,
                    ActivationFunction.TANH,
                    true,
                    Initializer.AUTO))
            .add("pool", new Layer.MaxPool(Extent.of(1), Extent.of(2), Padding.SAME))
            .add("flat", new Layer.Flatten())
            .build(),
        Shape.of(2, 9, 10),
        0);
  }

  @Test
  void residualNetworkWithTwoHeadsComesBack() throws IOException {
    comesBack(
        NetworkDescription.sequence()
            .add("a", new Layer.Conv2d(3, 3, ActivationFunction.TANH))
            .add("norm", new Layer.BatchNorm(0.1, 1e-5))
            .add("relu", new Layer.Activation(ActivationFunction.RELU))
            .add("sum", new Layer.Add(), "relu", "norm", "a")
            .add("both", new Layer.Concat(), "sum", "a")
            .add("mean", new Layer.GlobalAvgPool())
            .add("features", new Layer.BatchNorm(0.2, 1e-3))
            .add("value", new Layer.Activation(ActivationFunction.TANH))
            .add("logits", new Layer.Dense(4, ActivationFunction.LINEAR), "features")
            .build("logits", "value", "features"),
        Shape.of(2, 6, 6),
        0);
  }

  @Test
  void sequenceClassifierComesBack() throws IOException {
    comesBack(
        NetworkDescription.sequence()
            .add("rows", new Layer.Reshape(Shape.of(6, 3)))
            .add("steps", new Layer.Dense(5, ActivationFunction.TANH))
            .add("all", new Layer.Lstm(4, Returns.SEQUENCE))
            .add("last", new Layer.Lstm(3, Returns.LAST))
            .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build(),
        Shape.of(1, 6, 3),
        0);
  }

  @Test
  void embeddingComesBack() throws IOException {
    comesBack(
        NetworkDescription.sequence()
            .add("table", new Layer.Embedding(7, 3))
            .add("last", new Layer.Lstm(4, Returns.LAST))
            .build(),
        Shape.of(5),
        7);
  }

  /** The nodes, their names and the weights are those that were exported, bit by bit. */
  private void comesBack(NetworkDescription description, Shape shape, int vocabulary)
      throws IOException {
    NetworkPlan plan = NetworkPlan.of(description, shape);
    SavedNetwork exported = new SavedNetwork(plan, RandomValues.weights(plan));
    Path file = folder.resolve("model.zip");
    new Dl4jZipExporter().write(TestStudent.of(exported), file);

    SavedNetwork imported =
        new Dl4jZipImporter(new Dl4jZipFile(file, Optional.of(shape), true)).read();

    assertEquals(names(description), names(imported.plan().description()));
    assertEquals(description.outputs(), imported.plan().description().outputs());
    assertEquals(exported.weights().fingerprint(), imported.weights().fingerprint());
    Tensor input = RandomValues.input(shape.batch(3), vocabulary);
    List<float[]> before = outputs(exported, input);
    List<float[]> after = outputs(imported, input);
    for (int i = 0; i < before.size(); i++) {
      assertArrayEquals(before.get(i), after.get(i));
    }
    input.close();
  }

  /** The graph may have them in another order. */
  private static Set<String> names(NetworkDescription description) {
    return description.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  @Test
  void multiLayerNetworkGivesItsLogits() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(
                    new DenseLayer.Builder()
                        .nOut(6)
                        .dropOut(0.8)
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(8, 7, 2))
                .build());
    network.init();
    // Running statistics other than those at the start; the variance is kept as a logarithm.
    network.getLayer(1).getParam("mean").assign(0.3);
    network.getLayer(1).getParam("log10stdev").assign(-0.2);
    SavedNetwork imported = imported(network);

    assertEquals(Shape.of(112), imported.plan().input());
    Layer.Dropout dropout =
        (Layer.Dropout) imported.plan().description().node("layer3-dropout").layer();
    assertEquals(0.2, dropout.rate(), 1e-9);
    try (Tensor input = RandomValues.input(Shape.of(5, 112), 0)) {
      float[] logits = outputs(imported, input).get(0);
      float[] probabilities =
          network.output(Nd4j.create(input.toArray(), new long[] {5, 112}, 'c')).data().asFloat();
      for (int row = 0; row < 5; row++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(logits[3 * row + k]);
        }
        for (int k = 0; k < 3; k++) {
          assertEquals(probabilities[3 * row + k], Math.exp(logits[3 * row + k]) / sum, 1e-5);
        }
      }
    }
  }

  /** Deeplearning4j's own layout has the features of a sequence before its steps. */
  @Test
  void sequencesWithFeaturesFirstAreReadStepByStep() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .list()
                .layer(new LSTM.Builder().nIn(3).nOut(5).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(5)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    Path file = ModelZip.of(folder, network);

    SavedNetwork imported =
        new Dl4jZipImporter(new Dl4jZipFile(file, Optional.of(Shape.of(4, 3)), true)).read();

    try (Tensor input = RandomValues.input(Shape.of(2, 4, 3), 0)) {
      INDArray theirs =
          network.output(
              Nd4j.create(input.toArray(), new long[] {2, 4, 3}, 'c').permute(0, 2, 1).dup('c'));
      assertArrayEquals(
          theirs.permute(0, 2, 1).dup('c').data().asFloat(),
          outputs(imported, input).get(0),
          1e-5f);
    }
  }

  @Test
  void sigmoidAtAnOutputIsKeptIfWished() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    Path file = ModelZip.of(folder, network);
    for (boolean logits : new boolean[] {true, false}) {
      SavedNetwork imported =
          new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), logits)).read();
      assertEquals(
          logits ? ActivationFunction.LINEAR : ActivationFunction.SIGMOID,
          ((Layer.Dense) imported.plan().description().nodes().get(0).layer()).activation());
    }
  }

  @Test
  void whatHasNoCounterpartIsNamed() throws IOException {
    assertModelRefused(
        "'layer0' (SimpleRnn) has no counterpart",
        ModelZip.network(
            new SimpleRnn.Builder().nIn(2).nOut(2).activation(Activation.TANH).build()));
    assertModelRefused(
        "'layer0' (DenseLayer) has the activation 'softsign'",
        ModelZip.network(
            new DenseLayer.Builder().nIn(2).nOut(2).activation(Activation.SOFTSIGN).build()));
    assertModelRefused(
        "'layer0' (LSTM) has activations other than tanh",
        ModelZip.network(
            new LSTM.Builder()
                .nIn(2)
                .nOut(2)
                .dataFormat(RNNFormat.NWC)
                .activation(Activation.RELU)
                .build()));
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addVertex("length", new L2NormalizeVertex(), "in")
                .setOutputs("length")
                .validateOutputLayerConfig(false)
                .build());
    graph.init();
    assertModelRefused("'length' (L2NormalizeVertex) has no counterpart", graph);
  }

  @Test
  void graphsOfSeveralInputsAreRefused() throws IOException {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("out", new DenseLayer.Builder().nIn(4).nOut(1).build(), "both")
                .setOutputs("out")
                .validateOutputLayerConfig(false)
                .build());
    graph.init();
    assertModelRefused("the inputs [left, right]", graph);
  }

  private void assertModelRefused(String clause, Model model) throws IOException {
    Dl4jZipFile file =
        new Dl4jZipFile(ModelZip.of(folder, model), Optional.of(Shape.of(3, 2)), true);
    assertRefused(() -> new Dl4jZipImporter(file).read(), clause, file.path().toString());
  }

  /**
   * A Java object in the zip, as training with listeners or a normalizer leaves it, stays there.
   */
  @Test
  void serializedObjectsAreNotRead() throws IOException {
    Path file =
        ModelZip.of(folder, ModelZip.network(new DenseLayer.Builder().nIn(2).nOut(3).build()));
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      for (String name : new String[] {"normalizer.bin", "preprocessor.bin", "updaterState.bin"}) {
        try (OutputStream entry = Files.newOutputStream(zip.getPath(name))) {
          entry.write(new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 'x'});
        }
      }
    }
    assertEquals(
        Shape.of(2),
        new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), true)).read().plan().input());
  }

  @Test
  void anInputShapeThatIsNowhereIsAskedFor() throws IOException {
    Path file =
        ModelZip.of(
            folder,
            ModelZip.network(
                new LSTM.Builder().nIn(2).nOut(2).activation(Activation.TANH).build()));
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> new Dl4jZipImporter(new Dl4jZipFile(file, Optional.empty(), true)).read());
    assertTrue(refusal.getMessage().contains("give it with 'input'"), refusal::getMessage);
  }

  private SavedNetwork imported(Model model) throws IOException {
    return new Dl4jZipImporter(new Dl4jZipFile(ModelZip.of(folder, model), Optional.empty(), true))
        .read();
  }

  private static List<float[]> outputs(SavedNetwork saved, Tensor input) {
    try (Network network =
        new Dl4jNetwork(saved.plan(), CompileOptions.INFERENCE, DataType.FLOAT)) {
      network.load(saved.weights());
      var activations = network.forward(DeviceTensor.of(input), Mode.INFERENCE);
      return saved.plan().description().outputs().stream()
          .map(output -> activations.get(output).toArray())
          .toList();
    }
  }
}
