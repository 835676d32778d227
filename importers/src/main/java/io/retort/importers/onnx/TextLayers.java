package io.retort.importers.onnx;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.GraphValue.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nodes over steps as layers, of which samples may have different numbers. */
final class TextLayers {
  private static final int[] TIME = {1};

  private final OnnxNetworkDraft network;
  private final OnnxGraph graph;
  private final StepValues steps;
  private final WeightedLayers weighted;

  /** Rows of a table that still have some at places where there are no tokens. */
  private final Map<String, OnnxNode> rows = new HashMap<>();

  TextLayers(OnnxNetworkDraft network, OnnxGraph graph, StepValues steps) {
    this.network = network;
    this.graph = graph;
    this.steps = steps;
    this.weighted = new WeightedLayers(network, graph);
  }

  /** Takes a node that looks up tokens which are not all there; false if it is another. */
  boolean addRows(OnnxNode node) {
    boolean found = node.type().equals("Gather") && steps.isTokens(node.input(1));
    if (found) {
      rows.put(node.output(0), node);
    }
    return found;
  }

  /** A sum of rows, each of which counts as often as its token is there. */
  Optional<GraphValue> bag(OnnxNode node) {
    OnnxNode gather = rows.get(node.input(1));
    return gather != null && steps.isFactors(node.input(0))
        ? Optional.of(
            weighted
                .table(
                    gather,
                    GraphValue.of(NetworkDescription.INPUT),
                    (vocabulary, size) -> new Layer.EmbeddingBag(vocabulary, size, BagMode.SUM))
                .in(Form.ROW))
        : Optional.empty();
  }

  /** A value, and another number where something is not there. */
  GraphValue where(OnnxNode node) {
    OnnxNode gather = rows.get(node.input(1));
    float other = otherwise(node);
    if (gather != null && steps.isMaskOfTokens(node.input(0)) && other == 0) {
      return weighted.table(
          gather,
          GraphValue.of(NetworkDescription.INPUT),
          (vocabulary, size) -> new Layer.Embedding(vocabulary, size, true));
    }
    GraphValue x = network.value(node, 1);
    if (steps.isMaskOf(node.input(0), x) && x.form() == Form.SAME) {
      if (other == 0) {
        steps.clear(x);
        return x;
      } else if (other == -Float.MAX_VALUE) {
        return x.in(Form.FILLED);
      }
    } else if (steps.tellsIfAny(node.input(0)) && other == 0 && x.form() == Form.SAME) {
      return x;
    }
    throw node.refused("chooses between values, which no layer does");
  }

  private float otherwise(OnnxNode node) {
    float[] numbers = graph.constant(node.input(2)).map(OnnxTensor::floats).orElse(new float[0]);
    return numbers.length == 1 ? numbers[0] : Float.NaN;
  }

  GraphValue largest(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    boolean padded = network.length(x).isPresent();
    if (isOverTime(node, x) && (x.form() == Form.FILLED || !padded)) {
      return pooled(node, PoolMode.MAX, x);
    }
    throw node.refused("is not a maximum over the steps of a sequence");
  }

  /** The mean of all steps, where all samples have the same number. */
  Optional<GraphValue> meanOfAll(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    return isOverTime(node, x) && network.length(x).isEmpty()
        ? Optional.of(pooled(node, PoolMode.MEAN, x))
        : Optional.empty();
  }

  GraphValue sum(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    if (isOverTime(node, x) && x.form() == Form.SAME && network.length(x).isPresent()) {
      return x.in(Form.SUMMED);
    }
    throw node.refused("is not a sum over the steps of a sequence");
  }

  GraphValue mean(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    if (x.form() == Form.SUMMED && steps.isCountOf(node.input(1), x)) {
      return pooled(node, PoolMode.MEAN, x);
    } else if (network.layer(x).orElse(null) instanceof Layer.EmbeddingBag bag
        && bag.mode() == BagMode.SUM
        && x.form() == Form.SAME
        && steps.isTokenCount(node.input(1))) {
      network.replace(x, new Layer.EmbeddingBag(bag.vocabulary(), bag.size(), BagMode.MEAN));
      return x;
    }
    throw node.refused("divides what is not a sum over steps by their number");
  }

  private GraphValue pooled(OnnxNode node, PoolMode mode, GraphValue x) {
    return network.node(node.layerName(), new Layer.PoolOverTime(mode), x);
  }

  private boolean isOverTime(OnnxNode node, GraphValue x) {
    int[] axes =
        node.has("axes") || node.input(1).isEmpty()
            ? node.integers("axes")
            : graph
                .constant(node.input(1))
                .map(constant -> Arrays.stream(constant.integers()).mapToInt(Math::toIntExact))
                .map(IntStream::toArray)
                .orElse(new int[0]);
    int[] last = {2};
    return network.shape(x).rank() == 2
        && node.integer("keepdims", 1) == 0
        && (x.form() == Form.TIME_LAST
            ? Arrays.equals(axes, last) || Arrays.equals(axes, new int[] {-1})
            : Arrays.equals(axes, TIME) && (x.form() == Form.SAME || x.form() == Form.FILLED));
  }

  /** A convolution of a sequence that has its time last. */
  Optional<GraphValue> convolution(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    if (x.form() != Form.TIME_LAST) {
      return Optional.empty();
    }
    OnnxTensor weight = weighted.weight(node, 1, 3);
    int[] extents = weight.extents();
    int groups = Math.toIntExact(node.integer("group", 1));
    Shape shape = network.shape(x);
    if (shape.extent(1) != extents[1] * groups) {
      throw node.refused(
          "has a weight for " + extents[1] * groups + " features, and reads " + shape);
    }
    int stride = node.integersOr("strides", 1)[0];
    int dilation = node.integersOr("dilations", 1)[0];
    boolean bias = !node.input(2).isEmpty();
    GraphValue conv =
        network.node(
            WeightedLayers.wanted(node, weight.name()),
            new Layer.Conv1d(
                extents[0],
                extents[2],
                stride,
                padding(node, shape.extent(0), (extents[2] - 1) * dilation + 1, stride),
                dilation,
                groups,
                ActivationFunction.LINEAR,
                bias,
                Initializer.AUTO),
            x);
    network.array(conv, "weight", Shape.of(extents), weight.floats());
    if (bias) {
      network.array(conv, "bias", Shape.of(extents[0]), weighted.vector(node, 2, extents[0]));
    }
    return Optional.of(conv.in(Form.TIME_LAST));
  }

  private static Padding padding(OnnxNode node, int time, int covered, int stride) {
    int[] pads = node.integersOr("pads", 0, 0);
    return switch (node.text("auto_pad", "NOTSET")) {
      case "VALID" -> Padding.VALID;
      case "SAME_UPPER" -> Padding.SAME;
      case "NOTSET" -> {
        if (pads[0] == pads[1]) {
          yield pads[0] == 0 ? Padding.VALID : new Padding(false, pads[0]);
        } else if (pads[0] == Padding.SAME.before(time, covered, stride)
            && pads[1] == Padding.SAME.after(time, covered, stride)) {
          yield Padding.SAME;
        }
        throw node.refused("has the margins " + Arrays.toString(pads));
      }
      default -> throw node.refused("has auto_pad " + node.text("auto_pad", ""));
    };
  }

  /** A convolution with a function. */
  static Layer.Conv1d with(Layer.Conv1d conv, ActivationFunction function) {
    return new Layer.Conv1d(
        conv.filters(),
        conv.kernel(),
        conv.stride(),
        conv.padding(),
        conv.dilation(),
        conv.groups(),
        function,
        conv.bias(),
        conv.initializer());
  }

  /** How many directions a recurrent node has. */
  int directions(GraphValue x) {
    Layer layer = network.layer(x).orElse(null);
    boolean both =
        (layer instanceof Layer.Lstm lstm && lstm.bidirectional())
            || (layer instanceof Layer.Gru gru && gru.bidirectional());
    return both ? 2 : 1;
  }

  /** A sequence or states with their axes in another order. */
  Optional<GraphValue> transposed(GraphValue x, int[] order) {
    Form form = null;
    if (network.shape(x).rank() == 2 && Arrays.equals(order, new int[] {0, 2, 1})) {
      form = x.form() == Form.SAME ? Form.TIME_LAST : x.form() == Form.TIME_LAST ? Form.SAME : null;
    } else if (x.form() == Form.STATES && Arrays.equals(order, new int[] {2, 0, 1, 3})) {
      form = Form.STATES_BY_SAMPLE;
    } else if (x.form() == Form.STATES && Arrays.equals(order, new int[] {0, 2, 1, 3})) {
      form = Form.STATES_BY_TIME;
    } else if (x.form() == Form.LAST_STATE && Arrays.equals(order, new int[] {1, 0, 2})) {
      form = Form.LAST_STATE_BY_SAMPLE;
    }
    return Optional.ofNullable(form).map(x::in);
  }

  /** States of both directions side by side. */
  Optional<GraphValue> joined(OnnxNode node) {
    GraphValue x = network.value(node, 0);
    int axes = graph.constant(node.input(1)).map(shape -> shape.integers().length).orElse(0);
    return switch (x.form()) {
      case STATES_BY_SAMPLE -> axes == 3 ? Optional.of(x.in(Form.SAME)) : Optional.empty();
      case STATES_BY_TIME -> axes == 3 ? Optional.of(x.in(Form.BY_TIME)) : Optional.empty();
      case LAST_STATE_BY_SAMPLE -> axes == 2 ? Optional.of(x.in(Form.SAME)) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
