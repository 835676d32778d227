package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.HostVector;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the ComputationGraph that serves a network with Deeplearning4j alone. */
final class ExportGraph extends StockLayers {
  private final ParameterRuns buffers = new ParameterRuns();

  private ExportGraph(NetworkPlan plan) {
    super(
        plan,
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.ZERO)
            // Batch normalisation fails in workspaces.
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs(NetworkDescription.INPUT));
  }

  /**
   * Builds a graph with the weights of a network.
   *
   * @param network a network of layers that Deeplearning4j has
   * @return an initialised graph whose outputs are those of the network, in order
   */
  static ComputationGraph build(SavedNetwork network) {
    ExportGraph building = new ExportGraph(network.plan());
    NetworkDescription description = network.plan().description();
    description.nodes().forEach(building::add);
    building.graph.setOutputs(description.outputs().toArray(String[]::new));
    ComputationGraph graph =
        new ComputationGraph(building.graph.validateOutputLayerConfig(false).build());
    graph.init();
    building.fill(graph, network.weights());
    return graph;
  }

  @Override
  public Void batchNorm(Layer.BatchNorm norm) {
    String name = name();
    int channels = plan.shape(name).extent(0);
    runs.add(name, plan.parameters().slice(name + ".scale"), 0);
    runs.add(name, plan.parameters().slice(name + ".shift"), channels);
    buffers.add(name, plan.buffers().slice(name + ".mean"), 2 * channels);
    buffers.add(name, plan.buffers().slice(name + ".variance"), 3 * channels);
    return layer(
        new BatchNormalization.Builder()
            .nIn(channels)
            .nOut(channels)
            .decay(1 - norm.momentum())
            .useLogStd(false)
            .eps(norm.epsilon())
            .build(),
        input());
  }

  @Override
  public Void dropout(Layer.Dropout dropout) {
    // Deeplearning4j's number is the probability of keeping a value.
    return layer(new DropoutLayer(new Dropout(1 - dropout.rate())), input());
  }

  @Override
  public Void embedding(Layer.Embedding embedding) {
    return layer(
        new EmbeddingSequenceLayer.Builder()
            .nIn(embedding.vocabulary())
            .nOut(embedding.size())
            .outputDataFormat(RNNFormat.NWC)
            .build(),
        input());
  }

  @Override
  public Void activation(Layer.Activation activation) {
    // At inference, Deeplearning4j's activation layer overwrites what it reads, which other
    // vertices may read too.
    graph.addVertex(name() + ".copy", new ScaleVertex(1), input());
    return layer(
        new ActivationLayer.Builder()
            .activation(StockLayers.function(activation.function()))
            .build(),
        name() + ".copy");
  }

  @Override
  public Void embeddingBag(Layer.EmbeddingBag bag) {
    throw new IllegalArgumentException("Deeplearning4j has no " + bag);
  }

  @Override
  public Void conv1d(Layer.Conv1d conv) {
    throw new IllegalArgumentException("Deeplearning4j has no " + conv);
  }

  @Override
  public Void poolOverTime(Layer.PoolOverTime pool) {
    throw new IllegalArgumentException("Deeplearning4j has no " + pool);
  }

  @Override
  public Void gru(Layer.Gru gru) {
    throw new IllegalArgumentException("Deeplearning4j has no " + gru);
  }

  private void fill(ComputationGraph graph, Weights weights) {
    try (HostVector values = HostVector.allocate(plan.parameters().length());
        HostVector statistics = HostVector.allocate(plan.buffers().length())) {
      weights.write(plan, values, statistics);
      if (graph.params() != null) {
        runs.in(graph).toFlattened(values.values(), graph.params());
        buffers.in(graph).toFlattened(statistics.values(), graph.params());
      }
    }
    for (Node node : plan.description().nodes()) {
      if (node.layer() instanceof Layer.Embedding) {
        // A table in column-major order is not a run of values.
        ParameterSlice slice = plan.parameters().slice(node.name() + ".weight");
        graph
            .getLayer(node.name())
            .getParam("W")
            .assign(
                Nd4j.create(
                    weights.arrays().get(slice.name()).values(),
                    NativeValues.extents(slice.shape()),
                    'c'));
      }
    }
  }
}
