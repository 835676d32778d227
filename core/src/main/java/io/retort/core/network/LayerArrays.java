package io.retort.core.network;

import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The parameters and buffers that a layer has, in the canonical layout. */
final class LayerArrays {
  private final Node node;
  private final List<ParameterSlice> parameters = new ArrayList<>();
  private final List<ParameterSlice> buffers = new ArrayList<>();

  private LayerArrays(Node node) {
    this.node = node;
  }

  static LayerArrays of(Node node, Shape input) {
    LayerArrays arrays = new LayerArrays(node);
    Layer layer = node.layer();
    if (layer instanceof Layer.Dense dense) {
      arrays.dense(dense, input.extent(-1));
    } else if (layer instanceof Layer.Conv2d conv) {
      arrays.conv(conv, input.extent(0));
    } else if (layer instanceof Layer.BatchNorm) {
      arrays.batchNorm(input.extent(0));
    } else if (layer instanceof Layer.Embedding embedding) {
      // One row is looked up at a time: nothing is summed, so fan-in is 1 row of `size` values.
      arrays.weight(
          "weight",
          Shape.of(embedding.vocabulary(), embedding.size()),
          embedding.size(),
          embedding.size());
    } else if (layer instanceof Layer.Lstm lstm) {
      arrays.recurrent(4, lstm.units(), input.extent(1), false);
    } else if (layer instanceof Layer.Gru gru) {
      arrays.recurrent(3, gru.units(), input.extent(1), true);
    }
    return arrays;
  }

  List<ParameterSlice> parameters() {
    return parameters;
  }

  List<ParameterSlice> buffers() {
    return buffers;
  }

  private void dense(Layer.Dense dense, int inputs) {
    weight("weight", Shape.of(dense.units(), inputs), inputs, dense.units());
    if (dense.bias()) {
      add(parameters, "bias", Role.BIAS, Shape.of(dense.units()));
    }
  }

  private void conv(Layer.Conv2d conv, int channels) {
    int perGroup = channels / conv.groups();
    Shape shape = Shape.of(conv.filters(), perGroup, conv.kernel().height(), conv.kernel().width());
    // The shape has been found to be no larger than numbers can say.
    int window = conv.kernel().height() * conv.kernel().width();
    weight("weight", shape, perGroup * window, conv.filters() / conv.groups() * window);
    if (conv.bias()) {
      add(parameters, "bias", Role.BIAS, Shape.of(conv.filters()));
    }
  }

  private void batchNorm(int channels) {
    add(parameters, "scale", Role.SCALE, Shape.of(channels));
    add(parameters, "shift", Role.BIAS, Shape.of(channels));
    add(buffers, "mean", Role.RUNNING_MEAN, Shape.of(channels));
    add(buffers, "variance", Role.RUNNING_VARIANCE, Shape.of(channels));
  }

  private void recurrent(int gates, int units, int features, boolean twoBiases) {
    if (units > Integer.MAX_VALUE / gates) {
      throw new IllegalArgumentException(units + " units are too many");
    }
    // A gate is a layer of its own: its fans are those of one gate, not of all of them together.
    weight("weight-input", Shape.of(gates * units, features), features, units);
    weight("weight-recurrent", Shape.of(gates * units, units), units, units);
    add(parameters, "bias", Role.BIAS, Shape.of(gates * units));
    if (twoBiases) {
      add(parameters, "bias-recurrent", Role.BIAS, Shape.of(gates * units));
    }
  }

  private void weight(String name, Shape shape, int fanIn, int fanOut) {
    parameters.add(
        new ParameterSlice(
            node.name() + "." + name, node.name(), Role.WEIGHT, shape, 0, fanIn, fanOut));
  }

  private void add(List<ParameterSlice> arrays, String name, Role role, Shape shape) {
    arrays.add(new ParameterSlice(node.name() + "." + name, node.name(), role, shape, 0, 1, 1));
  }
}
