package io.retort.importers.onnx;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/** Nodes with weights as layers. */
final class WeightedLayers {
  private final OnnxNetworkDraft network;
  private final OnnxGraph graph;

  WeightedLayers(OnnxNetworkDraft network, OnnxGraph graph) {
    this.network = network;
    this.graph = graph;
  }

  /** Of a weight such as {@code layer1.0.conv1.weight}, if it has such a name. */
  static String wanted(OnnxNode node, String weight) {
    String stem = weight.replaceFirst("^network/", "").replaceFirst("[./][^./]*$", "");
    boolean named = !stem.isEmpty() && !stem.equals(weight) && !stem.matches("[0-9:]+");
    return named ? stem : node.node().getName().replaceFirst("^/", "");
  }

  OnnxTensor weight(OnnxNode node, int input, int rank) {
    OnnxTensor weight =
        graph
            .constant(node.input(input))
            .orElseThrow(
                () ->
                    node.refused(
                        "reads '" + node.input(input) + "', where a layer has constant weights"));
    if (weight.extents().length != rank) {
      throw node.refused(
          "has a weight of the extents "
              + Arrays.toString(weight.extents())
              + ", where a layer has "
              + rank
              + " of them");
    }
    return weight;
  }

  float[] vector(OnnxNode node, int input, int length) {
    OnnxTensor vector = weight(node, input, 1);
    if (vector.extents()[0] != length) {
      throw node.refused("has " + vector.extents()[0] + " values for " + length + " channels");
    }
    return vector.floats();
  }

  GraphValue product(OnnxNode node) {
    node.require("transA", 0);
    if (node.number("alpha", 1) != 1 || node.number("beta", 1) != 1) {
      throw node.refused("multiplies by alpha or beta, which no layer does");
    }
    OnnxTensor weight = weight(node, 1, 2);
    boolean rows = node.integer("transB", 0) == 1;
    boolean bias = !node.input(2).isEmpty();
    GraphValue dense = dense(node, weight, rows, bias);
    if (bias) {
      int units = network.shape(dense).extent(-1);
      network.array(dense, "bias", Shape.of(units), vector(node, 2, units));
    }
    return dense;
  }

  GraphValue matrixProduct(OnnxNode node) {
    return dense(node, weight(node, 1, 2), false, false);
  }

  private GraphValue dense(OnnxNode node, OnnxTensor weight, boolean rows, boolean bias) {
    GraphValue x = network.batched(node, 0);
    int[] extents = weight.extents();
    int units = extents[rows ? 0 : 1];
    int inputs = extents[rows ? 1 : 0];
    if (network.shape(x).extent(-1) != inputs) {
      throw node.refused("has a weight for " + inputs + " inputs, and reads " + network.shape(x));
    }
    float[] values = weight.floats();
    GraphValue dense =
        network.node(
            wanted(node, weight.name()),
            new Layer.Dense(units, ActivationFunction.LINEAR, bias, Initializer.AUTO),
            x);
    network.array(
        dense,
        "weight",
        Shape.of(units, inputs),
        rows ? values : transposed(values, inputs, units));
    return dense;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i % columns * rows + i / columns] = values[i];
    }
    return turned;
  }

  /** The sum of a product and a constant: its bias. */
  GraphValue biased(OnnxNode node, String constant) {
    int other = node.inputs().indexOf(constant) == 0 ? 1 : 0;
    GraphValue x = network.value(node, other);
    Optional<Layer> layer = network.layer(x);
    if (node.inputs().size() == 2
        && network.readers(x) == 1
        && layer.isPresent()
        && layer.get() instanceof Layer.Dense dense
        && !dense.bias()
        && dense.activation() == ActivationFunction.LINEAR) {
      float[] bias = vector(node, 1 - other, dense.units());
      network.replace(
          x, new Layer.Dense(dense.units(), dense.activation(), true, dense.initializer()));
      network.array(x, "bias", Shape.of(dense.units()), bias);
      return x;
    }
    throw node.refused("adds a constant to what is not a product without a bias");
  }

  GraphValue convolution(OnnxNode node) {
    GraphValue x = network.batched(node, 0);
    OnnxTensor weight = weight(node, 1, 4);
    int[] extents = weight.extents();
    int groups = Math.toIntExact(node.integer("group", 1));
    if (network.shape(x).rank() != 3 || network.shape(x).extent(0) != extents[1] * groups) {
      throw node.refused(
          "has a weight for " + extents[1] * groups + " channels, and reads " + network.shape(x));
    }
    int[] kernel = {extents[2], extents[3]};
    int[] stride = node.integersOr("strides", 1, 1);
    int[] dilation = node.integersOr("dilations", 1, 1);
    boolean bias = !node.input(2).isEmpty();
    GraphValue conv =
        network.node(
            wanted(node, weight.name()),
            new Layer.Conv2d(
                extents[0],
                new Extent(kernel[0], kernel[1]),
                new Extent(stride[0], stride[1]),
                ImageMargin.of(node, network.shape(x), kernel, stride, dilation).padding(),
                new Extent(dilation[0], dilation[1]),
                groups,
                ActivationFunction.LINEAR,
                bias,
                Initializer.AUTO),
            x);
    network.array(conv, "weight", Shape.of(extents), weight.floats());
    if (bias) {
      network.array(conv, "bias", Shape.of(extents[0]), vector(node, 2, extents[0]));
    }
    return conv;
  }

  /** A convolution with another bias and function. */
  static Layer.Conv2d with(Layer.Conv2d conv, boolean bias, ActivationFunction function) {
    return new Layer.Conv2d(
        conv.filters(),
        conv.kernel(),
        conv.stride(),
        conv.padding(),
        conv.dilation(),
        conv.groups(),
        function,
        bias,
        conv.initializer());
  }

  GraphValue normalisation(OnnxNode node) {
    node.require("training_mode", 0);
    GraphValue x = network.batched(node, 0);
    int channels = network.shape(x).extent(0);
    double momentum = 1 - node.number("momentum", 0.9f);
    GraphValue norm =
        network.node(
            wanted(node, node.input(1)),
            new Layer.BatchNorm(
                momentum > 0 && momentum <= 1 ? Math.round(momentum * 1e6) / 1e6 : 0.1,
                // As the text says it, and not the nearest number of 32 bits.
                Double.parseDouble(Float.toString(node.number("epsilon", 1e-5f)))),
            x);
    String[] arrays = {"scale", "shift", "mean", "variance"};
    for (int i = 0; i < arrays.length; i++) {
      network.array(norm, arrays[i], Shape.of(channels), vector(node, i + 1, channels));
    }
    return norm;
  }

  GraphValue embedding(OnnxNode node) {
    return table(node, network.batched(node, 1), Layer.Embedding::new);
  }

  /** A layer that looks rows up. */
  GraphValue table(OnnxNode node, GraphValue indices, BiFunction<Integer, Integer, Layer> layer) {
    OnnxTensor table = weight(node, 0, 2);
    node.require("axis", 0);
    int[] extents = table.extents();
    GraphValue rows =
        network.node(wanted(node, table.name()), layer.apply(extents[0], extents[1]), indices);
    network.array(rows, "weight", Shape.of(extents), table.floats());
    return rows;
  }
}
