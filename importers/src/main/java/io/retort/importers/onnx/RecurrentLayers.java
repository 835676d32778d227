package io.retort.importers.onnx;

import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.GraphValue.Form;
import java.util.Arrays;

/** LSTM and GRU as layers. ONNX has gates in another order, and two biases. */
final class RecurrentLayers {
  /** For each gate of a layer, the place that ONNX has it at. */
  private static final int[] OF_LSTM = {0, 2, 3, 1};

  private static final int[] OF_GRU = {1, 0, 2};

  private final OnnxNetworkDraft network;
  private final OnnxGraph graph;
  private final StepValues steps;

  RecurrentLayers(OnnxNetworkDraft network, OnnxGraph graph, StepValues steps) {
    this.network = network;
    this.steps = steps;
    this.graph = graph;
  }

  void add(OnnxNode node) {
    boolean lstm = node.type().equals("LSTM");
    String direction = node.text("direction", "forward");
    if (direction.equals("reverse")) {
      throw node.refused("runs in the direction " + direction);
    }
    node.require("layout", 0);
    if (node.has("activations") || node.has("clip")) {
      throw node.refused("has functions or a limit of its own, which no layer has");
    }
    checkStart(node, 5);
    if (lstm) {
      node.require("input_forget", 0);
      checkStart(node, 6);
    } else if (node.integer("linear_before_reset", 0) != 1) {
      throw node.refused(
          "resets before the product (linear_before_reset 0), where a layer does after it");
    }
    GraphValue x = network.value(node, 0);
    if (x.form() != Form.BY_TIME) {
      throw node.refused("reads a sequence that does not have the time first");
    }
    boolean padded = network.length(x).isPresent();
    if (padded != !node.input(4).isEmpty() || (padded && !steps.isCountOf(node.input(4), x))) {
      throw node.refused("has lengths that are not those of the sequence it reads");
    }
    boolean all = !node.output(0).isEmpty() && graph.readers(node.output(0)) > 0;
    boolean last = !node.output(1).isEmpty() && graph.readers(node.output(1)) > 0;
    if (all == last) {
      throw node.refused("gives all states and the last one, of which a layer gives one");
    }
    boolean both = direction.equals("bidirectional");
    GraphValue layer = layer(node, x, lstm, both, all ? Returns.SEQUENCE : Returns.LAST);
    network.put(node.output(all ? 0 : 1), layer.in(all ? Form.STATES : Form.LAST_STATE));
  }

  private GraphValue layer(
      OnnxNode node, GraphValue x, boolean lstm, boolean both, Returns returns) {
    int[] order = lstm ? OF_LSTM : OF_GRU;
    int directions = both ? 2 : 1;
    int gates = order.length;
    int features = network.shape(x).extent(1);
    float[] input = array(node, 1);
    int units = input.length / Math.max(1, directions * gates * features);
    int rows = gates * units;
    float[] recurrent = array(node, 2);
    if (units < 1
        || input.length != directions * rows * features
        || recurrent.length != directions * rows * units) {
      throw node.refused("has weights that do not fit " + network.shape(x));
    }
    float[] biases = node.input(3).isEmpty() ? new float[directions * 2 * rows] : array(node, 3);
    if (biases.length != directions * 2 * rows) {
      throw node.refused("has " + biases.length + " biases for " + units + " units");
    }
    GraphValue layer =
        network.node(
            name(node),
            lstm ? new Layer.Lstm(units, returns, both) : new Layer.Gru(units, returns, both),
            x);
    for (int i = 0; i < directions; i++) {
      String direction = i == 0 ? "" : Layer.REVERSE;
      network.array(
          layer,
          "weight-input" + direction,
          Shape.of(rows, features),
          ordered(part(input, i, directions), order, units * features));
      network.array(
          layer,
          "weight-recurrent" + direction,
          Shape.of(rows, units),
          ordered(part(recurrent, i, directions), order, units * units));
      addBiases(layer, lstm, direction, part(biases, i, directions), order);
    }
    return layer;
  }

  private void addBiases(
      GraphValue layer, boolean lstm, String direction, float[] both, int[] order) {
    int rows = both.length / 2;
    int units = rows / order.length;
    float[] ofInput = ordered(part(both, 0, 2), order, units);
    float[] ofState = ordered(part(both, 1, 2), order, units);
    if (lstm) {
      for (int i = 0; i < ofInput.length; i++) {
        ofInput[i] += ofState[i];
      }
    } else {
      network.array(layer, "bias-recurrent" + direction, Shape.of(rows), ofState);
    }
    network.array(layer, "bias" + direction, Shape.of(rows), ofInput);
  }

  /** One of some parts of the same length. */
  private static float[] part(float[] values, int index, int parts) {
    int length = values.length / parts;
    return Arrays.copyOfRange(values, index * length, (index + 1) * length);
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
