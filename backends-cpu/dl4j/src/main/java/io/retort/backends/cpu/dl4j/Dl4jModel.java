package io.retort.backends.cpu.dl4j;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model of Deeplearning4j, whichever of its two kinds, as layers and vertices in an order in
 * which each follows its inputs.
 *
 * @param input what the network's only input is called
 * @param parts layers and vertices
 * @param outputs the names of the parts that are outputs
 * @param coefficients the memory of all parameters, freed with the model
 */
record Dl4jModel(String input, List<Part> parts, List<String> outputs, INDArray coefficients)
    implements AutoCloseable {

  /**
   * A layer or another vertex.
   *
   * @param name its name
   * @param inputs what it reads
   * @param before what happens to its input first
   * @param configuration a {@link Layer} or a {@link GraphVertex}
   * @param parameters its arrays by Deeplearning4j's names
   */
  record Part(
      String name,
      List<String> inputs,
      Optional<InputPreProcessor> before,
      Object configuration,
      Map<String, INDArray> parameters) {

    /**
     * What is said of a part that has no counterpart.
     *
     * @param clause what is wrong
     */
    RetortException refused(String clause) {
      return new RetortException(
          ErrorKind.DATA,
          "the layer '"
              + name
              + "' ("
              + configuration.getClass().getSimpleName()
              + ") "
              + clause
              + "; it cannot be imported");
    }
  }

  /**
   * Reads a model.
   *
   * @param configuration as JSON
   * @param coefficients reads all parameters as a row
   * @throws RetortException if the two do not fit together
   * @throws IOException if the parameters cannot be read
   */
  static Dl4jModel of(String configuration, Coefficients coefficients) throws IOException {
    // Only a graph's configuration has vertices.
    return configuration.contains("\"vertexInputs\"")
        ? graph(ComputationGraphConfiguration.fromJson(configuration), coefficients)
        : layers(MultiLayerConfiguration.fromJson(configuration), coefficients);
  }

  /** Reads the parameters of a model. */
  interface Coefficients {

    /**
     * Makes sure that there can be as many as the layers need, before memory is taken for them.
     *
     * @throws RetortException if there cannot
     */
    void require(long count);

    /**
     * Reads as many as the layers need.
     *
     * @throws RetortException if there are more or fewer
     */
    float[] read(long count) throws IOException;
  }

  private static Dl4jModel layers(MultiLayerConfiguration configuration, Coefficients coefficients)
      throws IOException {
    coefficients.require(count(configuration.getConfs().stream()));
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    fill(network.params(), coefficients);
    List<Part> parts = new ArrayList<>();
    String last = "input";
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = configuration.getConf(i).getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      parts.add(
          new Part(
              name,
              List.of(last),
              Optional.ofNullable(configuration.getInputPreProcess(i)),
              layer,
              network.getLayer(i).paramTable()));
      last = name;
    }
    return new Dl4jModel("input", parts, List.of(last), network.params());
  }

  private static Dl4jModel graph(
      ComputationGraphConfiguration configuration, Coefficients coefficients) throws IOException {
    if (configuration.getNetworkInputs().size() != 1) {
      throw new RetortException(
          ErrorKind.DATA,
          "the graph has the inputs "
              + configuration.getNetworkInputs()
              + "; a network of Retort has exactly one");
    }
    coefficients.require(
        count(
            configuration.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf())));
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    fill(graph.params(), coefficients);
    List<Part> parts = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      GraphVertex vertex = configuration.getVertices().get(name);
      List<String> inputs = configuration.getVertexInputs().get(name);
      if (vertex instanceof LayerVertex layer) {
        parts.add(
            new Part(
                name,
                inputs,
                Optional.ofNullable(layer.getPreProcessor()),
                layer.getLayerConf().getLayer(),
                graph.getLayer(name).paramTable()));
      } else if (vertex != null) {
        parts.add(new Part(name, inputs, Optional.empty(), vertex, Map.of()));
      }
    }
    return new Dl4jModel(
        configuration.getNetworkInputs().get(0),
        parts,
        configuration.getNetworkOutputs(),
        graph.params());
  }

  private static long count(Stream<NeuralNetConfiguration> layers) {
    return layers.mapToLong(each -> each.getLayer().initializer().numParams(each)).sum();
  }

  private static void fill(INDArray parameters, Coefficients coefficients) throws IOException {
    float[] row = coefficients.read(parameters == null ? 0 : parameters.length());
    if (row.length > 0) {
      try (INDArray values = Nd4j.createFromArray(row)) {
        parameters.assign(values.reshape(parameters.shape()));
      }
    }
  }

  @Override
  public void close() {
    if (coefficients != null) {
      coefficients.close();
    }
  }
}
