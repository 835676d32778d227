package io.retort.backends.cpu.dl4j;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * A graph of the layers that Deeplearning4j has with the meaning that they have here. Those of
 * which it has none, or not always the same, are left to who trains and who exports.
 */
abstract class StockLayers implements LayerVisitor<Void> {
  final NetworkPlan plan;
  final GraphBuilder graph;
  final ParameterRuns runs = new ParameterRuns();

  /** The vertex of a node, where that has another name. */
  private final Map<String, String> vertices = new HashMap<>();

  /** The node that is being added. */
  private Node node;

  StockLayers(NetworkPlan plan, GraphBuilder graph) {
    this.plan = plan;
    this.graph = graph;
  }

  /**
   * Adds a node.
   *
   * @throws IllegalArgumentException if Deeplearning4j has no such layer
   */
  final void add(Node next) {
    node = next;
    next.layer().accept(this);
    added();
  }

  /** Called when the vertices of a node are there. */
  void added() {}

  /** Lets those who read the node that is being added read another vertex. */
  final void give(String vertex) {
    vertices.put(node.name(), vertex);
  }

  /** The vertex that gives what a node does. */
  final String vertex(String name) {
    return vertices.getOrDefault(name, name);
  }

  final Node node() {
    return node;
  }

  final String name() {
    return node.name();
  }

  /** The first node that is read. */
  final String read() {
    return node.inputs().get(0);
  }

  /** The vertex that gives what that does. */
  final String input() {
    return vertex(read());
  }

  final Shape inputShape() {
    return plan.shape(read());
  }

  private String[] inputs() {
    return node.inputs().stream().map(this::vertex).toArray(String[]::new);
  }

  @Override
  public Void maxPool(Layer.MaxPool pool) {
    return pool(PoolingType.MAX, pool.size(), pool.stride(), pool.padding());
  }

  @Override
  public Void avgPool(Layer.AvgPool pool) {
    return pool(PoolingType.AVG, pool.size(), pool.stride(), pool.padding());
  }

  @Override
  public Void globalAvgPool(Layer.GlobalAvgPool pool) {
    return layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input());
  }

  @Override
  public Void upsample(Layer.Upsample upsample) {
    return layer(new Upsampling2D.Builder().size(ints(upsample.factor())).build(), input());
  }

  @Override
  public Void flatten(Layer.Flatten flatten) {
    return reshape(name(), plan.shape(name()), input());
  }

  @Override
  public Void reshape(Layer.Reshape reshape) {
    return reshape(name(), plan.shape(name()), input());
  }

  @Override
  public Void add(Layer.Add sum) {
    graph.addVertex(name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs());
    return null;
  }

  @Override
  public Void concat(Layer.Concat concat) {
    graph.addVertex(name(), new MergeVertex(), inputs());
    return null;
  }

  @Override
  public Void dense(Layer.Dense dense) {
    Shape in = inputShape();
    String input = input();
    String vertex = name();
    if (in.rank() == 2) {
      // Every step of a sequence is a row of its own.
      reshape(name() + ".rows", Shape.of(in.extent(1)), input);
      input = name() + ".rows";
      vertex = name() + ".dense";
    }
    graph.addLayer(
        vertex,
        new DenseLayer.Builder()
            .nIn(in.extent(-1))
            .nOut(dense.units())
            .hasBias(dense.bias())
            .activation(function(dense.activation()))
            .build(),
        input);
    // Column-major [inputs, units] is row-major [units, inputs].
    runs.add(vertex, parameter("weight"), 0);
    if (dense.bias()) {
      runs.add(vertex, parameter("bias"), in.extent(-1) * dense.units());
    }
    return in.rank() == 2 ? reshape(name(), plan.shape(name()), vertex) : null;
  }

  @Override
  public Void conv2d(Layer.Conv2d conv) {
    Shape in = inputShape();
    Dl4jWindow window =
        new Dl4jWindow(in, conv.kernel(), conv.dilation(), conv.stride(), conv.padding());
    graph.addLayer(
        name(),
        new ConvolutionLayer.Builder(ints(conv.kernel()))
            .nIn(in.extent(0))
            .nOut(conv.filters())
            .stride(ints(conv.stride()))
            .dilation(ints(conv.dilation()))
            .convolutionMode(window.mode())
            .padding(window.padded())
            .hasBias(conv.bias())
            .activation(function(conv.activation()))
            .build(),
        cropped(window));
    // The bias comes first.
    runs.add(name(), parameter("weight"), conv.bias() ? conv.filters() : 0);
    if (conv.bias()) {
      runs.add(name(), parameter("bias"), 0);
    }
    return null;
  }

  private Void pool(PoolingType type, Extent size, Extent stride, Padding padding) {
    Dl4jWindow window = new Dl4jWindow(inputShape(), size, Extent.of(1), stride, padding);
    SubsamplingLayer.Builder layer = new SubsamplingLayer.Builder(type, ints(size));
    layer.setStride(ints(stride));
    layer.setPadding(window.padded());
    layer.setConvolutionMode(window.mode());
    return layer(layer.build(), cropped(window));
  }

  /** The input of a window, without the last rows and columns if Deeplearning4j stumbles there. */
  private String cropped(Dl4jWindow window) {
    String input = input();
    int[] unread = window.unread();
    if (window.mode() != ConvolutionMode.Same || unread[0] + unread[1] == 0) {
      return input;
    }
    String name = name() + ".cropped";
    graph.addLayer(name, new Cropping2D.Builder(0, unread[0], 0, unread[1]).build(), input);
    return name;
  }

  final Void layer(org.deeplearning4j.nn.conf.layers.Layer layer, String input) {
    graph.addLayer(name(), layer, input);
    return null;
  }

  private Void reshape(String name, Shape sample, String input) {
    int[] shape = IntStream.concat(IntStream.of(-1), IntStream.of(sample.toArray())).toArray();
    graph.addVertex(name, new ReshapeVertex(shape), input);
    return null;
  }

  @Override
  public Void lstm(Layer.Lstm lstm) {
    return lstm(lstm.units(), lstm.returns(), name(), input(), "");
  }

  /** Adds a vertex with the parameters that the node being added has for a direction. */
  final Void lstm(int units, Layer.Returns returns, String vertex, String input, String direction) {
    int features = inputShape().extent(1);
    LSTM layer =
        new LSTM.Builder()
            .nIn(features)
            .nOut(units)
            .activation(new ActivationTanH())
            .gateActivationFunction(new ActivationSigmoid())
            .dataFormat(RNNFormat.NWC)
            .build();
    graph.addLayer(
        vertex,
        switch (returns) {
          case SEQUENCE -> layer;
          case LAST -> new LastTimeStep(layer);
        },
        input);
    gates(vertex, "weight-input" + direction, units * features, 0);
    gates(vertex, "weight-recurrent" + direction, units * units, 4 * units * features);
    gates(vertex, "bias" + direction, units, 4 * units * (features + units));
    return null;
  }

  /** Deeplearning4j orders the gates g, f, o, i; the canonical order is i, f, g, o. */
  private void gates(String vertex, String array, int length, int offset) {
    int[] positions = {3, 1, 0, 2};
    for (int gate = 0; gate < positions.length; gate++) {
      runs.add(vertex, parameter(array), gate * length, offset + positions[gate] * length, length);
    }
  }

  private ParameterSlice parameter(String array) {
    return plan.parameters().slice(name() + "." + array);
  }

  private static int[] ints(Extent extent) {
    return new int[] {extent.height(), extent.width()};
  }

  static IActivation function(ActivationFunction function) {
    return switch (function) {
      case LINEAR -> new ActivationIdentity();
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(0.01);
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case SILU -> new ActivationSwish();
      case GELU -> new ExactGelu();
    };
  }
}
