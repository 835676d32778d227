package io.retort.backends.cpu.dl4j;

import io.retort.core.backend.CompileOptions;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Builds the ComputationGraph that trains a plan through errors given from outside. */
final class TrainingGraph {
  private final NetworkPlan plan;
  private final long dropoutSeed;
  private final HostVector buffers;
  private final LongSupplier step;
  private final GraphBuilder builder;
  private final ParameterRuns runs = new ParameterRuns();
  private final StockLayers stock;
  private final Scratch scratch = new Scratch();

  private TrainingGraph(
      NetworkPlan plan, long dropoutSeed, DataType type, HostVector buffers, LongSupplier step) {
    this.plan = plan;
    this.dropoutSeed = dropoutSeed;
    this.buffers = buffers;
    this.step = step;
    this.builder =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(new NoOp())
            .weightInit(WeightInit.ZERO)
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs(NetworkDescription.INPUT);
    this.stock = new StockLayers(plan, builder, runs);
  }

  /**
   * An initialised graph and where its parameters lie.
   *
   * @param graph its outputs are the taps, in the order that they were given in
   * @param parameters copies parameters and gradients
   * @param scratch memory to be freed with the graph
   */
  record Built(ComputationGraph graph, ParameterRuns.Copier parameters, Scratch scratch) {}

  /**
   * Builds a graph of the nodes on which some taps depend.
   *
   * @param taps the nodes whose outputs are wanted
   * @param buffers running statistics, which the graph reads and writes
   * @param step the number of training passes before the one under way
   */
  static Built build(
      NetworkPlan plan,
      List<String> taps,
      CompileOptions options,
      DataType type,
      HostVector buffers,
      LongSupplier step) {
    TrainingGraph building = new TrainingGraph(plan, options.dropoutSeed(), type, buffers, step);
    Set<String> needed = plan.description().ancestors(taps);
    for (Node node : plan.description().nodes()) {
      if (needed.contains(node.name())) {
        building.add(node);
      }
    }
    for (String tap : taps) {
      building.builder.addVertex(leaf(tap), new OperatorVertex(new Identity()), tap);
    }
    building.builder.setOutputs(taps.stream().map(TrainingGraph::leaf).toArray(String[]::new));
    ComputationGraph graph =
        new ComputationGraph(building.builder.validateOutputLayerConfig(false).build());
    graph.init();
    return new Built(graph, building.runs.in(graph), building.scratch);
  }

  /** The name of the vertex that stands for a tap; names of nodes have no dot. */
  static String leaf(String tap) {
    return tap + ".tap";
  }

  private void add(Node node) {
    Layer layer = node.layer();
    String name = node.name();
    Shape in = plan.shape(node.inputs().get(0));
    if (layer instanceof Layer.BatchNorm norm) {
      operator(
          node,
          new BatchNormalization(norm, in, buffer(name + ".mean"), buffer(name + ".variance")));
    } else if (layer instanceof Layer.Dropout dropout) {
      operator(node, new MaskedDropout(dropoutSeed, name, dropout.rate(), step));
    } else if (layer instanceof Layer.Embedding embedding) {
      operator(node, new EmbeddingLookup(name, embedding));
    } else if (layer instanceof Layer.Gru gru) {
      operator(node, new GatedRecurrentUnit(gru, in.extent(1)));
    } else if (layer instanceof Layer.Activation activation) {
      activation(name, activation.function(), node.inputs().get(0));
    } else if (layer instanceof Layer.Conv2d conv) {
      conv(node, conv, in);
    } else {
      stock.add(node);
    }
  }

  private void conv(Node node, Layer.Conv2d conv, Shape in) {
    Convolution convolution =
        new Convolution(conv, in, plan.shape(node.name()), readsInputAlone(node), scratch);
    if (conv.activation() == ActivationFunction.LINEAR) {
      operator(node, convolution);
    } else {
      operator(node.name() + ".linear", node, convolution);
      activation(node.name(), conv.activation(), node.name() + ".linear");
    }
  }

  /** Whether a node reads the network's input and no other node does. */
  private boolean readsInputAlone(Node node) {
    return node.inputs().contains(NetworkDescription.INPUT)
        && plan.description().nodes().stream()
                .filter(other -> other.inputs().contains(NetworkDescription.INPUT))
                .count()
            == 1;
  }

  private void activation(String vertex, ActivationFunction function, String input) {
    Operator operator = new ElementWise(StockLayers.activation(function));
    builder.addVertex(vertex, new OperatorVertex(operator), input);
  }

  private void operator(Node node, Operator operator) {
    operator(node.name(), node, operator);
  }

  /** Adds an operator, whose parameters follow each other in the order of the plan. */
  private void operator(String vertex, Node node, Operator operator) {
    builder.addVertex(vertex, new OperatorVertex(operator), node.inputs().get(0));
    int offset = 0;
    for (ParameterSlice slice : plan.parameters().slices()) {
      if (slice.node().equals(node.name())) {
        runs.add(vertex, slice, offset);
        offset += slice.shape().elements();
      }
    }
  }

  private FloatBuffer buffer(String name) {
    ParameterSlice slice = plan.buffers().slice(name);
    return buffers.values().slice(slice.offset(), slice.shape().elements());
  }
}
