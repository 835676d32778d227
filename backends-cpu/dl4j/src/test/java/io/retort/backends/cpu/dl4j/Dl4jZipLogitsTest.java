package io.retort.backends.cpu.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Outputs whose sigmoid is left off, and the layers that read them, which get what they get in
 * Deeplearning4j: the sigmoid of every output that leaves one off is what Deeplearning4j computes,
 * and every other output is the same.
 */
class Dl4jZipLogitsTest {
  @TempDir Path folder;

  @Test
  void aLayerThatReadsAnOutputGetsItsSigmoid() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer("a", dense(2, 3, Activation.SIGMOID), "in")
                .addLayer("b", dense(3, 2, Activation.IDENTITY), "a")
                .setOutputs("a", "b"),
        Set.of("a"));
  }

  @Test
  void anActivationLayerIsLeftOffForTheOutputAlone() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer("a", dense(2, 3, Activation.IDENTITY), "in")
                .addLayer("s", new ActivationLayer(Activation.SIGMOID), "a")
                .addLayer("b", dense(3, 2, Activation.TANH), "s")
                .setOutputs("s", "b"),
        Set.of("s"));
  }

  @Test
  void logitsAndTheirSigmoidMayBothBeOutputs() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer("a", dense(2, 3, Activation.IDENTITY), "in")
                .addLayer("s", new ActivationLayer(Activation.SIGMOID), "a")
                .addLayer("b", dense(3, 2, Activation.TANH), "s")
                .setOutputs("a", "s", "b"),
        Set.of("s"));
  }

  @Test
  void anOutputMayFeedAnotherOutputWithAnActivation() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer("a", dense(2, 3, Activation.SIGMOID), "in")
                .addLayer("b", dense(3, 2, Activation.SIGMOID), "a")
                .addLayer("s", new ActivationLayer(Activation.SIGMOID), "b")
                .addLayer("c", dense(2, 2, Activation.IDENTITY), "s")
                .setOutputs("a", "b", "s", "c"),
        Set.of("a", "b", "s"));
  }

  @Test
  void verticesThatReadAnOutputGetItsSigmoid() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer("a", dense(2, 3, Activation.SIGMOID), "in")
                .addVertex("same", new ScaleVertex(1), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "same")
                .setOutputs("a", "sum"),
        Set.of("a"));
  }

  @Test
  void aMapOfAttentionIsReadWithItsSigmoid() throws IOException {
    agrees(
        graph ->
            graph
                .addLayer(
                    "map",
                    new ConvolutionLayer.Builder(2, 2)
                        .nIn(1)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "in")
                .addLayer(
                    "b",
                    new DenseLayer.Builder().nOut(2).activation(Activation.TANH).build(),
                    "map")
                .setOutputs("map", "b")
                .setInputTypes(InputType.convolutional(3, 4, 1)),
        Set.of("map"),
        1,
        3,
        4);
  }

  @Test
  void aSoftmaxThatALayerReadsIsRefusedByName() {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                agrees(
                    graph ->
                        graph
                            .addLayer("p", dense(2, 3, Activation.SOFTMAX), "in")
                            .addLayer("b", dense(3, 2, Activation.IDENTITY), "p")
                            .setOutputs("p", "b"),
                    Set.of("p")));
    assertTrue(
        refusal.getMessage().contains("'p' (DenseLayer) is an output with a softmax"),
        refusal::getMessage);
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  private void agrees(UnaryOperator<GraphBuilder> parts, Set<String> leftOff) throws IOException {
    agrees(parts, leftOff, 2);
  }

  private void agrees(UnaryOperator<GraphBuilder> parts, Set<String> leftOff, int... extents)
      throws IOException {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder().seed(5).graphBuilder().addInputs("in");
    ComputationGraph graph =
        new ComputationGraph(parts.apply(builder).validateOutputLayerConfig(false).build());
    graph.init();
    Path file = Files.createTempFile(folder, "model", ".zip");
    ModelSerializer.writeModel(graph, file.toFile(), true);
    Shape shape = Shape.of(extents);
    SavedNetwork imported =
        new Dl4jZipImporter(new Dl4jZipFile(file, Optional.of(shape), true)).read();
    List<String> outputs = imported.plan().description().outputs();
    List<String> names = graph.getConfiguration().getNetworkOutputs();
    assertEquals(names.size(), outputs.size());
    try (Tensor input = RandomValues.input(shape.batch(4), 0);
        Network network =
            new Dl4jNetwork(imported.plan(), CompileOptions.INFERENCE, DataType.FLOAT)) {
      network.load(imported.weights());
      long[] batch = new long[extents.length + 1];
      batch[0] = 4;
      for (int i = 0; i < extents.length; i++) {
        batch[i + 1] = extents[i];
      }
      // As in training: in inference Deeplearning4j's ActivationLayer overwrites what it reads.
      INDArray[] expected = graph.output(true, Nd4j.create(input.toArray(), batch, 'c'));
      var activations = network.forward(DeviceTensor.of(input), Mode.INFERENCE);
      for (int i = 0; i < outputs.size(); i++) {
        float[] given = activations.get(outputs.get(i)).toArray();
        if (leftOff.contains(names.get(i))) {
          for (int k = 0; k < given.length; k++) {
            given[k] = (float) (1 / (1 + Math.exp(-given[k])));
          }
        }
        assertArrayEquals(expected[i].dup('c').data().asFloat(), given, 1e-5f, names.get(i));
      }
    }
  }
}
