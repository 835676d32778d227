package io.retort.backends.cpu.dl4j;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.Shape;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
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

/** The layers that Deeplearning4j has with the meaning that they have here. */
final class StockLayers {
  private final NetworkPlan plan;
  private final GraphBuilder graph;
  private final ParameterRuns runs;

  StockLayers(NetworkPlan plan, GraphBuilder graph, ParameterRuns runs) {
    this.plan = plan;
    this.graph = graph;
    this.runs = runs;
  }

  /**
   * Adds a node.
   *
   * @throws IllegalArgumentException if Deeplearning4j has no such layer
   */
  void add(Node node) {
    Layer layer = node.layer();
    String name = node.name();
    String[] inputs = node.inputs().toArray(String[]::new);
    if (layer instanceof Layer.Dense dense) {
      dense(node, dense);
    } else if (layer instanceof Layer.Conv2d conv) {
      conv(node, conv);
    } else if (layer instanceof Layer.MaxPool pool) {
      pool(node, PoolingType.MAX, pool.size(), pool.stride(), pool.padding());
    } else if (layer instanceof Layer.AvgPool pool) {
      pool(node, PoolingType.AVG, pool.size(), pool.stride(), pool.padding());
    } else if (layer instanceof Layer.GlobalAvgPool) {
      graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), inputs);
    } else if (layer instanceof Layer.Upsample upsample) {
      int[] factor = ints(upsample.factor());
      graph.addLayer(name, new Upsampling2D.Builder().size(factor).build(), inputs);
    } else if (layer instanceof Layer.Activation activation) {
      activation(name, activation.function(), inputs[0]);
    } else if (layer instanceof Layer.Flatten || layer instanceof Layer.Reshape) {
      reshape(name, plan.shape(name), inputs[0]);
    } else if (layer instanceof Layer.Add) {
      graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
    } else if (layer instanceof Layer.Concat) {
      graph.addVertex(name, new MergeVertex(), inputs);
    } else if (layer instanceof Layer.Lstm lstm) {
      lstm(node, lstm);
    } else {
      throw new IllegalArgumentException("Deeplearning4j has no " + layer);
    }
  }

  private void dense(Node node, Layer.Dense dense) {
    Shape in = plan.shape(node.inputs().get(0));
    String input = node.inputs().get(0);
    String vertex = node.name();
    if (in.rank() == 2) {
      // Every step of a sequence is a row of its own.
      reshape(node.name() + ".rows", Shape.of(in.extent(1)), input);
      input = node.name() + ".rows";
      vertex = node.name() + ".dense";
    }
    graph.addLayer(
        vertex,
        new DenseLayer.Builder()
            .nIn(in.extent(-1))
            .nOut(dense.units())
            .hasBias(dense.bias())
            .activation(activation(dense.activation()))
            .build(),
        input);
    // Column-major [inputs, units] is row-major [units, inputs].
    runs.add(vertex, parameter(node, "weight"), 0);
    if (dense.bias()) {
      runs.add(vertex, parameter(node, "bias"), in.extent(-1) * dense.units());
    }
    if (in.rank() == 2) {
      reshape(node.name(), plan.shape(node.name()), vertex);
    }
  }

  private void conv(Node node, Layer.Conv2d conv) {
    Shape in = plan.shape(node.inputs().get(0));
    Window window = new Window(in, conv.kernel(), conv.dilation(), conv.stride(), conv.padding());
    graph.addLayer(
        node.name(),
        new ConvolutionLayer.Builder(ints(conv.kernel()))
            .nIn(in.extent(0))
            .nOut(conv.filters())
            .stride(ints(conv.stride()))
            .dilation(ints(conv.dilation()))
            .convolutionMode(window.mode())
            .padding(window.padded())
            .hasBias(conv.bias())
            .activation(activation(conv.activation()))
            .build(),
        cropped(node, window));
    // The bias comes first.
    runs.add(node.name(), parameter(node, "weight"), conv.bias() ? conv.filters() : 0);
    if (conv.bias()) {
      runs.add(node.name(), parameter(node, "bias"), 0);
    }
  }

  private void pool(Node node, PoolingType type, Extent size, Extent stride, Padding padding) {
    Shape in = plan.shape(node.inputs().get(0));
    Window window = new Window(in, size, Extent.of(1), stride, padding);
    SubsamplingLayer.Builder layer = new SubsamplingLayer.Builder(type, ints(size));
    layer.setStride(ints(stride));
    layer.setPadding(window.padded());
    layer.setConvolutionMode(window.mode());
    graph.addLayer(node.name(), layer.build(), cropped(node, window));
  }

  /** The input of a window, without the last rows and columns if Deeplearning4j stumbles there. */
  private String cropped(Node node, Window window) {
    String input = node.inputs().get(0);
    int[] unread = window.unread();
    if (window.mode() != ConvolutionMode.Same || unread[0] + unread[1] == 0) {
      return input;
    }
    String name = node.name() + ".cropped";
    graph.addLayer(name, new Cropping2D.Builder(0, unread[0], 0, unread[1]).build(), input);
    return name;
  }

  void activation(String name, ActivationFunction function, String input) {
    graph.addLayer(
        name, new ActivationLayer.Builder().activation(activation(function)).build(), input);
  }

  void reshape(String name, Shape sample, String input) {
    int[] shape = IntStream.concat(IntStream.of(-1), IntStream.of(sample.toArray())).toArray();
    graph.addVertex(name, new ReshapeVertex(shape), input);
  }

  private void lstm(Node node, Layer.Lstm lstm) {
    int features = plan.shape(node.inputs().get(0)).extent(1);
    LSTM layer =
        new LSTM.Builder()
            .nIn(features)
            .nOut(lstm.units())
            .activation(new ActivationTanH())
            .gateActivationFunction(new ActivationSigmoid())
            .dataFormat(RNNFormat.NWC)
            .build();
    boolean last = lstm.returns() == Layer.Returns.LAST;
    graph.addLayer(node.name(), last ? new LastTimeStep(layer) : layer, node.inputs().get(0));
    gates(node, "weight-input", lstm.units() * features, 0);
    gates(node, "weight-recurrent", lstm.units() * lstm.units(), 4 * lstm.units() * features);
    gates(node, "bias", lstm.units(), 4 * lstm.units() * (features + lstm.units()));
  }

  /** Deeplearning4j orders the gates g, f, o, i; the canonical order is i, f, g, o. */
  private void gates(Node node, String array, int length, int offset) {
    int[] positions = {3, 1, 0, 2};
    for (int gate = 0; gate < positions.length; gate++) {
      runs.add(
          node.name(),
          parameter(node, array),
          gate * length,
          offset + positions[gate] * length,
          length);
    }
  }

  private ParameterSlice parameter(Node node, String array) {
    return plan.parameters().slice(node.name() + "." + array);
  }

  private static int[] ints(Extent extent) {
    return new int[] {extent.height(), extent.width()};
  }

  static IActivation activation(ActivationFunction function) {
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
