package io.retort.importers.onnx;

import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.Value.Form;
import java.util.Arrays;

/** LSTM and GRU as layers. ONNX has gates in another order, and two biases. */
final class RecurrentLayers {
  /** For each gate of a layer, the place that ONNX has it at. */
  private static final int[] OF_LSTM = {0, 2, 3, 1};

  private static final int[] OF_GRU = {1, 0, 2};

  private final GraphTranslation network;
  private final OnnxGraph graph;

  RecurrentLayers(GraphTranslation network, OnnxGraph graph) {
    this.network = network;
    this.graph = graph;
  }

  void add(OnnxNode node) {
    boolean lstm = node.type().equals("LSTM");
    if (!node.text("direction", "forward").equals("forward")) {
      throw node.refused("runs in the direction " + node.text("direction", ""));
    }
    node.require("layout", 0);
    if (node.has("activations") || node.has("clip") || !node.input(4).isEmpty()) {
      throw node.refused("has functions, a limit or lengths of its own, which no layer has");
    }
    checkStart(node, 5);
    if (lstm) {
      node.require("input_forget", 0);
      checkStart(node, 6);
    } else if (node.integer("linear_before_reset", 0) != 1) {
      throw node.refused(
          "resets before the product (linear_before_reset 0), where a layer does after it");
    }
    Value x = network.value(node, 0);
    if (x.form() != Form.BY_TIME) {
      throw node.refused("reads a sequence that does not have the time first");
    }
    boolean all = !node.output(0).isEmpty() && graph.readers(node.output(0)) > 0;
    boolean last = !node.output(1).isEmpty() && graph.readers(node.output(1)) > 0;
    if (all == last) {
      throw node.refused("gives all states and the last one, of which a layer gives one");
    }
    Value layer = layer(node, x, lstm, all ? Returns.SEQUENCE : Returns.LAST);
    network.put(node.output(all ? 0 : 1), layer.in(all ? Form.STATES : Form.LAST_STATE));
  }

  private Value layer(OnnxNode node, Value x, boolean lstm, Returns returns) {
    int[] order = lstm ? OF_LSTM : OF_GRU;
    int gates = order.length;
    int features = network.shape(x).extent(1);
    float[] input = array(node, 1);
    int units = input.length / Math.max(1, gates * features);
    float[] recurrent = array(node, 2);
    if (units < 1
        || input.length != gates * units * features
        || recurrent.length != gates * units * units) {
      throw node.refused("has weights that do not fit " + network.shape(x));
    }
    float[] biases = node.input(3).isEmpty() ? new float[2 * gates * units] : array(node, 3);
    if (biases.length != 2 * gates * units) {
      throw node.refused("has " + biases.length + " biases for " + units + " units");
    }
    Value layer =
        network.node(
            name(node), lstm ? new Layer.Lstm(units, returns) : new Layer.Gru(units, returns), x);
    float[] ofInput = ordered(Arrays.copyOf(biases, gates * units), order, units);
    float[] ofState =
        ordered(Arrays.copyOfRange(biases, gates * units, biases.length), order, units);
    network.array(
        layer,
        "weight-input",
        Shape.of(gates * units, features),
        ordered(input, order, units * features));
    network.array(
        layer,
        "weight-recurrent",
        Shape.of(gates * units, units),
        ordered(recurrent, order, units * units));
    if (lstm) {
      for (int i = 0; i < ofInput.length; i++) {
        ofInput[i] += ofState[i];
      }
    } else {
      network.array(layer, "bias-recurrent", Shape.of(gates * units), ofState);
    }
    network.array(layer, "bias", Shape.of(gates * units), ofInput);
    return layer;
  }

  private static String name(OnnxNode node) {
    String name = node.node().getName().isEmpty() ? node.type() : node.node().getName();
    return name.replaceFirst("^(network)?/", "").replaceFirst("/[^/]*$", "");
  }

  private float[] array(OnnxNode node, int input) {
    return graph
        .constant(node.input(input))
        .orElseThrow(
            () ->
                node.refused(
                    "reads '" + node.input(input) + "', where a layer has constant weights"))
        .floats();
  }

  /** A layer starts from zeros. */
  private void checkStart(OnnxNode node, int input) {
    if (node.input(input).isEmpty()) {
      return;
    }
    for (float value : array(node, input)) {
      if (value != 0) {
        throw node.refused("starts from a state that is not 0");
      }
    }
  }

  private static float[] ordered(float[] values, int[] order, int block) {
    float[] ordered = new float[values.length];
    for (int gate = 0; gate < order.length; gate++) {
      System.arraycopy(values, order[gate] * block, ordered, gate * block, block);
    }
    return ordered;
  }
}
