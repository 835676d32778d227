package io.retort.importers.keras;

import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An LSTM or GRU of Keras, in one direction or both, as a node. */
final class RecurrentTranslation {
  private final KerasNetworkDraft network;
  private final KerasLayer layer;
  private final LayerSettings settings;
  private final List<Map<String, SavedArrays.Stored>> directions;

  /**
   * A layer to be translated.
   *
   * @param directions the arrays of the layer, or of each of its directions
   */
  RecurrentTranslation(
      KerasNetworkDraft network,
      KerasLayer layer,
      List<Map<String, SavedArrays.Stored>> directions) {
    this.network = network;
    this.layer = layer;
    this.settings = new LayerSettings(layer, false);
    this.directions = directions;
  }

  /** Adds the node of the layer. */
  KerasValue translate(KerasValue input) {
    settings.requireUsualRecurrence();
    int units = settings.whole("units");
    Layer.Returns returns =
        settings.flag("return_sequences", false) ? Layer.Returns.SEQUENCE : Layer.Returns.LAST;
    boolean both = directions.size() > 1;
    boolean lstm = layer.type().equals("LSTM");
    if (!lstm) {
      settings.require("reset_after", true);
    }
    KerasValue node =
        network.node(
            layer,
            lstm ? new Layer.Lstm(units, returns, both) : new Layer.Gru(units, returns, both),
            KerasValue.SAME,
            input.node());
    int features = network.shape(input).extent(-1);
    for (int i = 0; i < directions.size(); i++) {
      addArrays(node, lstm, units, features, directions.get(i), i == 0 ? "" : Layer.REVERSE);
    }
    return node;
  }

  private void addArrays(
      KerasValue node,
      boolean lstm,
      int units,
      int features,
      Map<String, SavedArrays.Stored> stored,
      String direction) {
    // The gates are i, f, g, o in both; z, r, n in Keras and r, z, n here.
    int[] from = lstm ? new int[] {0, 1, 2, 3} : new int[] {1, 0, 2};
    int rows = from.length * units;
    gates(
        node,
        "weight-input" + direction,
        Shape.of(rows, features),
        from,
        SavedArrays.require(stored, layer, "kernel", features, rows));
    gates(
        node,
        "weight-recurrent" + direction,
        Shape.of(rows, units),
        from,
        SavedArrays.require(stored, layer, "recurrent_kernel", units, rows));
    boolean bias = settings.flag("use_bias", true);
    Shape biases = Shape.of(rows);
    if (lstm) {
      float[] values = bias ? SavedArrays.require(stored, layer, "bias", rows) : new float[rows];
      gates(node, "bias" + direction, biases, from, values);
    } else {
      float[] values =
          bias ? SavedArrays.require(stored, layer, "bias", 2, rows) : new float[2 * rows];
      gates(node, "bias" + direction, biases, from, Arrays.copyOfRange(values, 0, rows));
      gates(
          node,
          "bias-recurrent" + direction,
          biases,
          from,
          Arrays.copyOfRange(values, rows, 2 * rows));
    }
  }

  /** Turns {@code [inputs, gates · units]} and puts the gates into another order. */
  private void gates(KerasValue node, String name, Shape shape, int[] from, float[] columns) {
    int width = shape.extent(0);
    int units = width / from.length;
    int rows = columns.length / width;
    float[] values = new float[columns.length];
    for (int gate = 0; gate < from.length; gate++) {
      for (int unit = 0; unit < units; unit++) {
        for (int row = 0; row < rows; row++) {
          values[(gate * units + unit) * rows + row] =
              columns[row * width + from[gate] * units + unit];
        }
      }
    }
    network.array(node.node(), name, shape, values);
  }
}
