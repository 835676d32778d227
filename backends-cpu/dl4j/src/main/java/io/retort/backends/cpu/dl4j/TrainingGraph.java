package io.retort.backends.cpu.dl4j;

import io.retort.core.backend.CompileOptions;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.HostVector;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Builds the ComputationGraph that trains a plan through errors given from outside. */
final class TrainingGraph extends StockLayers {
  private final long dropoutSeed;
  private final HostVector buffers;
  private final IntUnaryOperator tokens;
  private final LongSupplier step;
  private final ScratchMemory scratch = new ScratchMemory();

  private TrainingGraph(
      NetworkPlan plan,
      long dropoutSeed,
      DataType type,
      HostVector buffers,
      IntUnaryOperator tokens,
      LongSupplier step) {
    super(
        plan,
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(new NoOp())
            .weightInit(WeightInit.ZERO)
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs(NetworkDescription.INPUT));
    this.dropoutSeed = dropoutSeed;
    this.buffers = buffers;
    this.tokens = tokens;
    this.step = step;
  }

  /**
   * An initialised graph and where its parameters lie.
   *
   * @param graph its outputs are the taps, in the order that they were given in
   * @param parameters copies parameters and gradients
   * @param scratch memory to be freed with the graph
   */
  record Built(ComputationGraph graph, ParameterRuns.Copier parameters, ScratchMemory scratch) {}

  /**
   * Builds a graph of the nodes on which some taps depend.
   *
   * @param taps the nodes whose outputs are wanted
   * @param buffers running statistics, which the graph reads and writes
   * @param tokens how many a sample of the batch under way has
   * @param step the number of training passes before the one under way
   */
  static Built build(
      NetworkPlan plan,
      List<String> taps,
      CompileOptions options,
      DataType type,
      HostVector buffers,
      IntUnaryOperator tokens,
      LongSupplier step) {
    TrainingGraph building =
        new TrainingGraph(plan, options.dropoutSeed(), type, buffers, tokens, step);
    Set<String> needed = plan.description().ancestors(taps);
    for (Node node : plan.description().nodes()) {
      if (needed.contains(node.name())) {
        building.add(node);
      }
    }
    for (String tap : taps) {
      building.graph.addVertex(
          leaf(tap), new OperatorVertex(new TapIdentity()), building.vertex(tap));
    }
    building.graph.setOutputs(taps.stream().map(TrainingGraph::leaf).toArray(String[]::new));
    ComputationGraph graph =
        new ComputationGraph(building.graph.validateOutputLayerConfig(false).build());
    graph.init();
    return new Built(graph, building.runs.in(graph), building.scratch);
  }

  /** The name of the vertex that stands for a tap; names of nodes have no dot. */
  static String leaf(String tap) {
    return tap + ".tap";
  }

  @Override
  void added() {
    if (plan.clears(node())) {
      String cleared = name() + ".cleared";
      graph.addVertex(cleared, new OperatorVertex(new ClearedSteps(steps(name()))), name());
      give(cleared);
    }
  }

  /** How many steps of a node's sequence each sample has. */
  private IntUnaryOperator steps(String name) {
    int all = plan.shape(name).extent(0);
    return plan.length(name)
        .map(length -> (IntUnaryOperator) sample -> length.of(tokens.applyAsInt(sample)))
        .orElse(sample -> all);
  }

  @Override
  public Void batchNorm(Layer.BatchNorm norm) {
    return operator(
        new BatchNormalization(
            norm, inputShape(), buffer(name() + ".mean"), buffer(name() + ".variance")));
  }

  @Override
  public Void dropout(Layer.Dropout dropout) {
    return operator(new MaskedDropout(dropoutSeed, name(), dropout.rate(), step));
  }

  @Override
  public Void embedding(Layer.Embedding embedding) {
    return operator(new EmbeddingLookup(name(), embedding));
  }

  @Override
  public Void embeddingBag(Layer.EmbeddingBag bag) {
    return operator(new EmbeddingSums(name(), bag));
  }

  @Override
  public Void poolOverTime(Layer.PoolOverTime pool) {
    return operator(new PooledSteps(steps(read()), pool));
  }

  @Override
  public Void lstm(Layer.Lstm lstm) {
    return recurrent(
        lstm.returns(),
        lstm.bidirectional(),
        (returns, vertex, input, direction) ->
            lstm(lstm.units(), returns, vertex, input, direction));
  }

  @Override
  public Void gru(Layer.Gru gru) {
    int features = inputShape().extent(1);
    return recurrent(
        gru.returns(),
        gru.bidirectional(),
        (returns, vertex, input, direction) -> {
          Layer.Gru layer = new Layer.Gru(gru.units(), returns);
          return operator(vertex, input, direction, new GatedRecurrentUnit(layer, features));
        });
  }

  /** Adds a recurrent layer as a vertex, with the parameters of a direction. */
  private interface Recurrent {
    Void add(Layer.Returns returns, String vertex, String input, String direction);
  }

  private Void recurrent(Layer.Returns returns, boolean bidirectional, Recurrent layer) {
    if (!bidirectional) {
      return lastOfSample(returns, layer, name(), input(), "");
    }
    IntUnaryOperator steps = steps(read());
    graph.addVertex(name() + ".turned", new OperatorVertex(new ReversedSteps(steps)), input());
    lastOfSample(returns, layer, name() + ".forward", input(), "");
    lastOfSample(returns, layer, name() + ".reverse", name() + ".turned", Layer.REVERSE);
    MergeVertex both = new MergeVertex();
    String reverse =
        switch (returns) {
          case SEQUENCE -> {
            both.setMergeAxis(2);
            graph.addVertex(
                name() + ".back",
                new OperatorVertex(new ReversedSteps(steps)),
                name() + ".reverse");
            yield name() + ".back";
          }
          case LAST -> name() + ".reverse";
        };
    graph.addVertex(name(), both, name() + ".forward", reverse);
    return null;
  }

  /** Where samples have different numbers of steps, their last states are among all. */
  private Void lastOfSample(
      Layer.Returns returns, Recurrent layer, String vertex, String input, String direction) {
    boolean found =
        switch (returns) {
          case SEQUENCE -> false;
          case LAST -> plan.length(read()).isPresent();
        };
    if (!found) {
      return layer.add(returns, vertex, input, direction);
    }
    layer.add(Layer.Returns.SEQUENCE, vertex + ".states", input, direction);
    graph.addVertex(vertex, new OperatorVertex(new LastStep(steps(read()))), vertex + ".states");
    return null;
  }

  @Override
  public Void activation(Layer.Activation activation) {
    return activation(activation.function(), input());
  }

  @Override
  public Void conv2d(Layer.Conv2d conv) {
    GroupedConvolution convolution =
        new GroupedConvolution(
            conv, inputShape(), plan.shape(name()), readsInputAlone(node()), scratch);
    if (conv.activation() == ActivationFunction.LINEAR) {
      return operator(convolution);
    }
    operator(name() + ".linear", convolution);
    return activation(conv.activation(), name() + ".linear");
  }

  @Override
  public Void conv1d(Layer.Conv1d conv) {
    Conv1dOperator convolution = new Conv1dOperator(conv, inputShape(), plan.shape(name()));
    if (conv.activation() == ActivationFunction.LINEAR) {
      return operator(convolution);
    }
    operator(name() + ".linear", convolution);
    return activation(conv.activation(), name() + ".linear");
  }

  /** Whether a node reads the network's input and no other node does. */
  private boolean readsInputAlone(Node node) {
    return node.inputs().contains(NetworkDescription.INPUT)
        && plan.description().nodes().stream()
                .filter(other -> other.inputs().contains(NetworkDescription.INPUT))
                .count()
            == 1;
  }

  private Void activation(ActivationFunction function, String input) {
    CustomOperator operator = new ActivationOperator(StockLayers.function(function));
    graph.addVertex(name(), new OperatorVertex(operator), input);
    return null;
  }

  private Void operator(CustomOperator operator) {
    return operator(name(), operator);
  }

  private Void operator(String vertex, CustomOperator operator) {
    return operator(vertex, input(), "", operator);
  }

  /** Adds an operator, whose parameters follow each other in the order of the plan. */
  private Void operator(String vertex, String input, String direction, CustomOperator operator) {
    graph.addVertex(vertex, new OperatorVertex(operator), input);
    int offset = 0;
    for (ParameterSlice slice : plan.parameters().slices()) {
      boolean reverse = slice.name().endsWith(Layer.REVERSE);
      if (slice.node().equals(name()) && reverse == direction.equals(Layer.REVERSE)) {
        runs.add(vertex, slice, offset);
        offset += slice.shape().elements();
      }
    }
    return null;
  }

  private FloatBuffer buffer(String name) {
    ParameterSlice slice = plan.buffers().slice(name);
    return buffers.values().slice(slice.offset(), slice.shape().elements());
  }
}
