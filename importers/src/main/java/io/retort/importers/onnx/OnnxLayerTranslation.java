package io.retort.importers.onnx;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.GraphValue.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Nodes of a graph as layers. */
final class OnnxLayerTranslation {
  private final OnnxNetworkDraft network;
  private final OnnxGraph graph;
  private final WeightedLayers weighted;
  private final RecurrentLayers recurrent;
  private final TextLayers texts;
  private final StepValues steps;
  private final ActivationPatterns patterns;

  OnnxLayerTranslation(OnnxNetworkDraft network, OnnxGraph graph, StepValues steps) {
    this.network = network;
    this.steps = steps;
    this.texts = new TextLayers(network, graph, steps);
    this.graph = graph;
    this.weighted = new WeightedLayers(network, graph);
    this.recurrent = new RecurrentLayers(network, graph, steps);
    this.patterns = new ActivationPatterns(graph);
  }

  void add(OnnxNode node) {
    if (!node.node().getDomain().isEmpty() && !node.node().getDomain().equals("ai.onnx")) {
      throw node.refused(
          "is of the domain '"
              + node.node().getDomain()
              + "', which no layer corresponds to; export the model with prepared inputs");
    }
    Optional<ActivationPatterns.Function> spelled = patterns.endingAt(node.output(0));
    if (node.type().equals("Constant") || patterns.isInside(node.output(0))) {
      return;
    } else if (steps.add(node) || texts.addRows(node)) {
      return;
    } else if (node.type().equals("LSTM") || node.type().equals("GRU")) {
      recurrent.add(node);
    } else if (spelled.isPresent()) {
      network.put(node.output(0), activated(node, spelled.get()));
    } else {
      network.put(node.output(0), translate(node));
    }
  }

  private GraphValue translate(OnnxNode node) {
    return switch (node.type()) {
      case "Gemm" -> weighted.product(node);
      case "MatMul" -> texts.bag(node).orElseGet(() -> weighted.matrixProduct(node));
      case "Conv" -> texts.convolution(node).orElseGet(() -> weighted.convolution(node));
      case "Where" -> texts.where(node);
      case "ReduceMax" -> texts.largest(node);
      case "ReduceSum" -> texts.sum(node);
      case "Div" -> texts.mean(node);
      case "BatchNormalization" -> weighted.normalisation(node);
      case "Gather" -> gather(node);
      case "Relu" -> activated(node, ActivationFunction.RELU);
      case "Tanh" -> activated(node, ActivationFunction.TANH);
      case "LeakyRelu" -> leaky(node);
      case "Gelu" -> activated(node, ActivationFunction.GELU);
      case "Sigmoid" -> sigmoid(node);
      case "Softmax", "LogSoftmax" -> softmax(node);
      case "Identity", "Dropout" -> network.value(node, 0);
      case "Cast" -> cast(node);
      case "MaxPool" -> pooled(node, true);
      case "AveragePool" -> pooled(node, false);
      case "GlobalAveragePool" -> globalPool(node, true);
      case "ReduceMean" -> texts.meanOfAll(node).orElseGet(() -> mean(node));
      case "Flatten" -> flatten(node);
      case "Reshape" -> texts.joined(node).orElseGet(() -> reshape(node));
      case "Squeeze" -> squeeze(node);
      case "Transpose" -> transpose(node);
      case "Add", "Sum" -> sum(node);
      case "Concat" -> concat(node);
      case "Resize" -> resize(node);
      default ->
          throw node.refused(
              "has no counterpart; a network has dense layers, convolutions, poolings, batch"
                  + " normalisation, LSTM, GRU, embeddings, sums and joins");
    };
  }

  /** Becomes part of the layer before if nothing else reads that. */
  private GraphValue activated(OnnxNode node, ActivationFunction function) {
    return activated(node, new ActivationPatterns.Function(function, node.input(0), 1));
  }

  private GraphValue activated(OnnxNode node, ActivationPatterns.Function spelled) {
    ActivationFunction function = spelled.function();
    GraphValue x = network.value(node, spelled.argument());
    Optional<Layer> before = network.layer(x);
    if (network.readers(x) == spelled.reads()
        && before.isPresent()
        && before.get().activation() == ActivationFunction.LINEAR) {
      if (before.get() instanceof Layer.Dense dense) {
        network.replace(
            x, new Layer.Dense(dense.units(), function, dense.bias(), dense.initializer()));
        return x;
      } else if (before.get() instanceof Layer.Conv2d conv) {
        network.replace(x, WeightedLayers.with(conv, conv.bias(), function));
        return x;
      } else if (before.get() instanceof Layer.Conv1d conv) {
        network.replace(x, TextLayers.with(conv, function));
        return x;
      }
    }
    return network.node(node.layerName(), new Layer.Activation(function), x).in(x.form());
  }

  private GraphValue leaky(OnnxNode node) {
    float slope = node.number("alpha", 0.01f);
    if (slope != 0.01f) {
      throw node.refused("has the slope " + slope + ", where leaky-relu has 0.01");
    }
    return activated(node, ActivationFunction.LEAKY_RELU);
  }

  private GraphValue sigmoid(OnnxNode node) {
    return network.leavesOff(node.output(0))
        ? network.value(node, 0)
        : activated(node, ActivationFunction.SIGMOID);
  }

  private GraphValue softmax(OnnxNode node) {
    if (!network.leavesOff(node.output(0))) {
      throw node.refused("is not an output of the model that may be left off (with logits: true)");
    }
    GraphValue x = network.value(node, 0);
    Shape shape = network.shape(x);
    long axis = node.integer("axis", -1);
    long place = axis < 0 ? shape.rank() + axis : axis - 1;
    if (place < 0 || place >= shape.rank() || shape.extent((int) place) != shape.elements()) {
      throw node.refused(
          "is along axis " + axis + ", where that of an output is over all values of a sample");
    }
    return x;
  }

  private GraphValue cast(OnnxNode node) {
    CastNode.of(node, graph).requireSameValues();
    return network.value(node, 0);
  }

  private GraphValue sum(OnnxNode node) {
    List<String> constants = node.inputs().stream().filter(graph::isConstant).toList();
    if (!constants.isEmpty()) {
      return weighted.biased(node, constants.get(0));
    }
    if (node.inputs().size() == 1) {
      return network.value(node, 0);
    }
    GraphValue[] values = all(node);
    Shape first = network.shape(values[0]);
    for (GraphValue value : values) {
      if (!network.shape(value).equals(first)) {
        throw node.refused("adds " + first + " and " + network.shape(value));
      }
    }
    return network.node(node.layerName(), new Layer.Add(), values);
  }

  private GraphValue[] all(OnnxNode node) {
    GraphValue[] values = new GraphValue[node.inputs().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = network.batched(node, i);
    }
    return values;
  }

  private GraphValue concat(OnnxNode node) {
    GraphValue[] values = all(node);
    int rank = network.shape(values[0]).rank() + 1;
    long axis = node.integer("axis", 0);
    if (axis != 1 && axis + rank != 1) {
      throw node.refused("joins along axis " + axis + ", where a layer joins along 1");
    }
    return values.length == 1
        ? values[0]
        : network.node(node.layerName(), new Layer.Concat(), values);
  }

  private GraphValue pooled(OnnxNode node, boolean max) {
    GraphValue x = network.batched(node, 0);
    int[] size = node.integers("kernel_shape");
    if (size.length != 2 || network.shape(x).rank() != 3) {
      throw node.refused("is not a pooling of images");
    }
    node.require("ceil_mode", 0);
    node.require("dilations", new int[] {1, 1});
    int[] stride = node.integersOr("strides", 1, 1);
    ImageMargin window = ImageMargin.of(node, network.shape(x), size, stride, new int[] {1, 1});
    if (!max && !window.padding().equals(Padding.VALID)) {
      node.require("count_include_pad", 0);
    }
    Extent extent = new Extent(size[0], size[1]);
    Extent step = new Extent(stride[0], stride[1]);
    return network.node(
        node.layerName(),
        max
            ? new Layer.MaxPool(extent, step, window.padding())
            : new Layer.AvgPool(extent, step, window.padding()),
        x);
  }

  private GraphValue globalPool(OnnxNode node, boolean keptAxes) {
    GraphValue x = network.batched(node, 0);
    if (network.shape(x).rank() != 3) {
      throw node.refused("is not a mean over images");
    }
    GraphValue pooled = network.node(node.layerName(), new Layer.GlobalAvgPool(), x);
    Shape pixel = Shape.of(network.shape(x).extent(0), 1, 1);
    return keptAxes
        ? network.node(node.layerName() + "-pixel", new Layer.Reshape(pixel), pooled)
        : pooled;
  }

  private GraphValue mean(OnnxNode node) {
    int[] axes =
        node.has("axes") || node.input(1).isEmpty()
            ? node.integers("axes")
            : Arrays.stream(integers(node, 1)).mapToInt(Math::toIntExact).toArray();
    Arrays.sort(axes);
    if (!Arrays.equals(axes, new int[] {2, 3}) && !Arrays.equals(axes, new int[] {-2, -1})) {
      throw node.refused("is a mean over the axes " + Arrays.toString(axes) + ", not over images");
    }
    return globalPool(node, node.integer("keepdims", 1) == 1);
  }

  private long[] integers(OnnxNode node, int input) {
    return graph
        .constant(node.input(input))
        .orElseThrow(
            () -> node.refused("reads '" + node.input(input) + "', which is not a constant"))
        .integers();
  }

  private GraphValue flatten(OnnxNode node) {
    node.require("axis", 1);
    GraphValue x = network.batched(node, 0);
    return network.shape(x).rank() == 1
        ? x
        : network.node(node.layerName(), new Layer.Flatten(), x);
  }

  private GraphValue reshape(OnnxNode node) {
    GraphValue x = network.batched(node, 0);
    long[] given = integers(node, 1);
    Shape before = network.shape(x);
    int elements = before.elements();
    int[] extents = new int[Math.max(1, given.length - 1)];
    int known = 1;
    for (int axis = 1; axis < given.length; axis++) {
      extents[axis - 1] =
          given[axis] == 0 && axis <= before.rank()
              ? before.extent(axis - 1)
              : Math.toIntExact(given[axis]);
      known = Math.multiplyExact(known, Math.max(1, extents[axis - 1]));
    }
    for (int i = 0; i < extents.length; i++) {
      // The one that is left open; where the batch is, all others are given.
      extents[i] = extents[i] == -1 ? elements / known : extents[i];
    }
    if (given.length < 2 || Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
      throw node.refused("makes " + Arrays.toString(given) + " of " + before + " and the batch");
    }
    Shape shape = Shape.of(extents);
    if (shape.elements() != elements) {
      throw node.refused("makes " + Arrays.toString(given) + " of " + before + " and the batch");
    }
    return shape.equals(network.shape(x))
        ? x
        : network.node(
            node.layerName(),
            shape.rank() == 1 ? new Layer.Flatten() : new Layer.Reshape(shape),
            x);
  }

  private GraphValue squeeze(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    long[] axes =
        node.has("axes") || node.input(1).isEmpty()
            ? Arrays.stream(node.integers("axes")).asLongStream().toArray()
            : integers(node, 1);
    boolean one = texts.directions(x) == 1;
    if (x.form() == Form.STATES && one && Arrays.equals(axes, new long[] {1})) {
      return x.in(Form.BY_TIME);
    } else if (x.form() == Form.LAST_STATE && one && Arrays.equals(axes, new long[] {0})) {
      return x.in(Form.SAME);
    } else if (x.form() == Form.ROW && Arrays.equals(axes, new long[] {1})) {
      return x.in(Form.SAME);
    } else if (x.form() == Form.SAME
        && network.shape(x).rank() == 3
        && network.shape(x).extent(1) * network.shape(x).extent(2) == 1
        && axes.length == 2) {
      return network.node(node.layerName(), new Layer.Flatten(), x);
    }
    throw node.refused("takes axes away that a layer keeps");
  }

  private GraphValue transpose(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    int[] order = node.integers("perm");
    Optional<GraphValue> text = texts.transposed(x, order);
    if (text.isPresent()) {
      return text.get();
    }
    if (Arrays.equals(order, new int[] {1, 0, 2}) && network.shape(x).rank() == 2) {
      if (x.form() == Form.SAME) {
        return x.in(Form.BY_TIME);
      } else if (x.form() == Form.BY_TIME) {
        return x.in(Form.SAME);
      }
    }
    throw node.refused("changes the order of axes, which no layer does");
  }

  private GraphValue gather(OnnxNode node) {
    if (graph.isConstant(node.input(0))) {
      return weighted.embedding(node);
    }
    throw node.refused(
        "takes a part out of a value; give the last state of a recurrent node as it is instead");
  }

  private GraphValue resize(OnnxNode node) {
    GraphValue x = network.batched(node, 0);
    float[] scales =
        graph
            .constant(node.input(2))
            .orElseThrow(() -> node.refused("has no constant scales"))
            .floats();
    boolean nearest =
        node.text("mode", "nearest").equals("nearest")
            && node.text("coordinate_transformation_mode", "half_pixel").equals("asymmetric")
            && node.text("nearest_mode", "round_prefer_floor").equals("floor");
    if (!nearest
        || scales.length != 4
        || scales[0] * scales[1] != 1
        || scales[2] != Math.rint(scales[2])
        || scales[3] != Math.rint(scales[3])) {
      throw node.refused("does not repeat each pixel a whole number of times");
    }
    return network.node(
        node.layerName(), new Layer.Upsample(new Extent((int) scales[2], (int) scales[3])), x);
  }
}
