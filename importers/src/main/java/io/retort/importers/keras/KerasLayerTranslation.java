package io.retort.importers.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One layer of Keras as a node. */
final class KerasLayerTranslation {
  /** What differs between the two directions of a layer. */
  private static final List<String> IGNORED = List.of("name", "go_backwards");

  private final KerasNetworkDraft network;
  private final KerasLayer layer;
  private final LayerSettings settings;
  private final SavedArrays saved;
  private final Map<String, SavedArrays.Stored> stored;

  /**
   * A layer to be translated.
   *
   * @param head whether it is an output whose softmax or sigmoid is left off
   */
  KerasLayerTranslation(
      KerasNetworkDraft network, KerasLayer layer, SavedArrays saved, boolean head) {
    this.network = network;
    this.layer = layer;
    this.settings = new LayerSettings(layer, head);
    this.saved = saved;
    this.stored = saved.of(layer.name());
  }

  /**
   * Adds the node of the layer.
   *
   * @return what gives what the layer gives
   */
  KerasValue translate(List<KerasValue> inputs) {
    boolean joins = layer.type().equals("Add") || layer.type().equals("Concatenate");
    if (inputs.size() != 1 && !joins) {
      throw layer.refused("reads " + inputs.size() + " layers");
    }
    KerasValue input = inputs.get(0);
    return switch (layer.type()) {
      case "Dense" -> dense(input);
      case "Conv2D", "Convolution2D" -> conv(input);
      case "Conv1D", "Convolution1D" -> timeConv(input);
      case "MaxPooling2D" -> {
        settings.requireChannelsLast();
        yield plain(new Layer.MaxPool(window(), stride(), settings.padding()), input);
      }
      case "AveragePooling2D" -> {
        settings.requireChannelsLast();
        yield plain(new Layer.AvgPool(window(), stride(), settings.padding()), input);
      }
      case "GlobalAveragePooling2D" -> {
        settings.requireChannelsLast();
        settings.require("keepdims", false);
        yield plain(new Layer.GlobalAvgPool(), input);
      }
      case "GlobalMaxPooling1D", "GlobalMaxPool1D" -> timePool(Layer.PoolMode.MAX, input);
      case "GlobalAveragePooling1D" -> timePool(Layer.PoolMode.MEAN, input);
      case "UpSampling2D" -> {
        settings.requireChannelsLast();
        settings.require("interpolation", "nearest");
        yield plain(new Layer.Upsample(settings.extent("size")), input);
      }
      case "BatchNormalization" -> norm(input);
      case "Activation", "ReLU", "LeakyReLU", "Softmax" -> {
        ActivationFunction function = settings.activationLayer();
        yield function == ActivationFunction.LINEAR
            ? input
            : elementWise(new Layer.Activation(function), input);
      }
      case "Dropout" -> {
        settings.require("noise_shape", null);
        yield elementWise(new Layer.Dropout(settings.number("rate", 0.5)), input);
      }
      case "Flatten" -> flatten(input);
      case "Reshape" -> reshape(input);
      case "Add" -> joined(new Layer.Add(), inputs);
      case "Concatenate" -> concatenated(inputs);
      case "Embedding" -> embedding(input);
      case "LSTM", "GRU" ->
          new RecurrentTranslation(network, layer, List.of(stored)).translate(plain(input));
      case "Bidirectional" -> bidirectional(input);
      default -> throw layer.refused("has no counterpart in Retort");
    };
  }

  /**
   * Adds what is left off of an output for those layers that read it.
   *
   * @param output what {@link #translate} has given
   * @return what gives what the layer gives in Keras
   */
  KerasValue activated(KerasValue output) {
    return settings
        .leftOff()
        .map(function -> elementWise(new Layer.Activation(function), output))
        .orElse(output);
  }

  private KerasValue dense(KerasValue input) {
    int units = settings.whole("units");
    Shape shape = network.shape(input);
    if (shape.rank() == 3) {
      throw layer.refused("reads an image, of which Keras uses the channels alone");
    }
    boolean bias = settings.flag("use_bias", true);
    KerasValue node =
        network.node(
            layer,
            new Layer.Dense(units, settings.activation(), bias, Initializer.AUTO),
            KerasValue.SAME,
            input.node());
    int inputs = shape.extent(-1);
    float[] kernel = array("kernel", inputs, units);
    float[] weight = new float[kernel.length];
    for (int i = 0; i < inputs; i++) {
      int from = input.reordered() ? input.order()[i] : i;
      for (int unit = 0; unit < units; unit++) {
        weight[unit * inputs + i] = kernel[from * units + unit];
      }
    }
    network.array(node.node(), "weight", Shape.of(units, inputs), weight);
    if (bias) {
      network.array(node.node(), "bias", Shape.of(units), array("bias", units));
    }
    return node;
  }

  private KerasValue conv(KerasValue input) {
    settings.requireChannelsLast();
    int filters = settings.whole("filters");
    int groups = (int) settings.number("groups", 1);
    Extent kernel = settings.extent("kernel_size");
    boolean bias = settings.flag("use_bias", true);
    KerasValue node =
        network.node(
            layer,
            new Layer.Conv2d(
                filters,
                kernel,
                settings.extent("strides"),
                settings.padding(),
                settings.extent("dilation_rate"),
                groups,
                settings.activation(),
                bias,
                Initializer.AUTO),
            KerasValue.SAME,
            input.node());
    int channels = network.shape(input).extent(0) / groups;
    float[] stored = array("kernel", kernel.height(), kernel.width(), channels, filters);
    network.array(
        node.node(),
        "weight",
        Shape.of(filters, channels, kernel.height(), kernel.width()),
        transposed(stored, kernel.height() * kernel.width(), channels, filters));
    if (bias) {
      network.array(node.node(), "bias", Shape.of(filters), array("bias", filters));
    }
    return node;
  }

  private KerasValue timeConv(KerasValue input) {
    settings.requireChannelsLast();
    int filters = settings.whole("filters");
    int groups = (int) settings.number("groups", 1);
    int kernel = settings.single("kernel_size");
    boolean bias = settings.flag("use_bias", true);
    KerasValue node =
        plain(
            new Layer.Conv1d(
                filters,
                kernel,
                settings.single("strides"),
                settings.padding(),
                settings.single("dilation_rate"),
                groups,
                settings.activation(),
                bias,
                Initializer.AUTO),
            input);
    int features = network.shape(input).extent(-1) / groups;
    network.array(
        node.node(),
        "weight",
        Shape.of(filters, features, kernel),
        transposed(array("kernel", kernel, features, filters), kernel, features, filters));
    if (bias) {
      network.array(node.node(), "bias", Shape.of(filters), array("bias", filters));
    }
    return node;
  }

  private KerasValue timePool(Layer.PoolMode mode, KerasValue input) {
    settings.requireChannelsLast();
    settings.require("keepdims", false);
    return plain(new Layer.PoolOverTime(mode), input);
  }

  /** From {@code [a, b, c]} to {@code [c, b, a]}. */
  private static float[] transposed(float[] values, int a, int b, int c) {
    float[] turned = new float[values.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        for (int k = 0; k < c; k++) {
          turned[(k * b + j) * a + i] = values[(i * b + j) * c + k];
        }
      }
    }
    return turned;
  }

  private KerasValue norm(KerasValue input) {
    Shape shape = network.shape(input);
    JsonNode axis = layer.settings().path("axis");
    int last = (axis.isArray() ? axis.path(0) : axis).asInt(-1);
    if (last != -1 && last != shape.rank()) {
      throw layer.refused("normalises the axis " + last + ", which is not that of the channels");
    }
    int channels = shape.extent(0);
    KerasValue node =
        elementWise(
            new Layer.BatchNorm(
                1 - settings.number("momentum", 0.99), settings.number("epsilon", 1e-3)),
            input);
    boolean scale = settings.flag("scale", true);
    boolean center = settings.flag("center", true);
    set(node, "scale", scale ? array("gamma", channels) : filled(channels, 1));
    set(node, "shift", center ? array("beta", channels) : filled(channels, 0));
    set(node, "mean", array("moving_mean", channels));
    set(node, "variance", array("moving_variance", channels));
    return node;
  }

  private void set(KerasValue node, String name, float[] values) {
    float[] ordered = values.clone();
    for (int i = 0; i < node.order().length; i++) {
      ordered[i] = values[node.order()[i]];
    }
    network.array(node.node(), name, Shape.of(values.length), ordered);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private KerasValue flatten(KerasValue input) {
    Shape shape = network.shape(input);
    if (shape.rank() == 1) {
      return input;
    }
    int[] order = KerasValue.SAME;
    int channels = shape.extent(0);
    int pixels = shape.elements() / channels;
    if (shape.rank() == 3 && channels > 1 && pixels > 1) {
      order = new int[shape.elements()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i % pixels * channels + i / pixels;
      }
    }
    return network.node(layer, new Layer.Flatten(), order, input.node());
  }

  private KerasValue reshape(KerasValue input) {
    Shape before = network.shape(input);
    JsonNode target = layer.settings().path("target_shape");
    int[] extents = new int[target.size()];
    int known = 1;
    int open = -1;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = target.get(i).asInt();
      if (extents[i] == -1) {
        open = i;
      } else {
        known *= extents[i];
      }
    }
    if (open >= 0) {
      extents[open] = before.elements() / known;
    }
    boolean fromChannels = before.rank() == 3 && before.extent(0) > 1;
    boolean toChannels = extents.length == 3 && extents[2] > 1;
    if (input.reordered() || fromChannels || toChannels) {
      throw layer.refused("reshapes an image of several channels, whose order differs");
    }
    Shape after =
        extents.length == 3 ? Shape.of(extents[2], extents[0], extents[1]) : Shape.of(extents);
    return plain(new Layer.Reshape(after), input);
  }

  private KerasValue concatenated(List<KerasValue> inputs) {
    int rank = network.shape(inputs.get(0)).rank();
    int axis = (int) settings.number("axis", -1);
    int counted = axis < 0 ? axis + rank + 1 : axis;
    // Retort joins the first axis of a sample: features, steps, or what is Keras's last, channels.
    if (counted != (rank == 3 ? 3 : 1)) {
      throw layer.refused("joins the axis " + axis);
    }
    if (inputs.stream().noneMatch(KerasValue::reordered)) {
      return joined(new Layer.Concat(), inputs);
    }
    int[] order = new int[inputs.stream().mapToInt(each -> network.shape(each).elements()).sum()];
    int start = 0;
    for (KerasValue each : inputs) {
      int length = network.shape(each).elements();
      for (int i = 0; i < length; i++) {
        order[start + i] = start + (each.reordered() ? each.order()[i] : i);
      }
      start += length;
    }
    return network.node(layer, new Layer.Concat(), order, nodes(inputs));
  }

  private KerasValue joined(Layer sum, List<KerasValue> inputs) {
    int[] order = inputs.get(0).order();
    if (inputs.stream().anyMatch(each -> !Arrays.equals(order, each.order()))) {
      throw layer.refused("adds vectors whose order differs");
    }
    return network.node(layer, sum, order, nodes(inputs));
  }

  private static String[] nodes(List<KerasValue> values) {
    return values.stream().map(KerasValue::node).toArray(String[]::new);
  }

  private KerasValue embedding(KerasValue input) {
    if (settings.flag("mask_zero", false)) {
      // Keras skips token 0 wherever it is, first of all in front, where its pad_sequences puts it.
      throw layer.refused(
          "skips steps whose token is 0 ('mask_zero'), while Retort knows padding behind the last"
              + " step only; train it without");
    }
    int vocabulary = settings.whole("input_dim");
    int size = settings.whole("output_dim");
    KerasValue node = plain(new Layer.Embedding(vocabulary, size), input);
    float[] table = array("embeddings", vocabulary, size);
    network.array(node.node(), "weight", Shape.of(vocabulary, size), table);
    return node;
  }

  private KerasValue bidirectional(KerasValue input) {
    settings.require("merge_mode", "concat");
    JsonNode inner = layer.settings().path("layer");
    JsonNode reverse = layer.settings().path("backward_layer");
    if (!reverse.isMissingNode() && !reverse.isNull() && !mirrors(reverse, inner)) {
      throw layer.refused("has a layer of its own for the reverse direction");
    }
    KerasLayer one =
        new KerasLayer(
            layer.name(), inner.path("class_name").asText(), inner.path("config"), layer.inputs());
    if (!one.type().equals("LSTM") && !one.type().equals("GRU")) {
      throw layer.refused("has a layer " + one.type() + " inside");
    }
    return new RecurrentTranslation(
            network,
            one,
            List.of(saved.of(layer.name(), "forward_"), saved.of(layer.name(), "backward_")))
        .translate(plain(input));
  }

  /** Whether a layer is what Keras makes of another for the reverse direction. */
  private static boolean mirrors(JsonNode reverse, JsonNode layer) {
    ObjectNode expected = ((ObjectNode) layer.path("config").deepCopy()).without(IGNORED);
    ObjectNode found = ((ObjectNode) reverse.path("config").deepCopy()).without(IGNORED);
    return found.equals(expected)
        && reverse.path("config").path("go_backwards").asBoolean()
            != layer.path("config").path("go_backwards").asBoolean();
  }

  private Extent window() {
    return settings.extent("pool_size");
  }

  private Extent stride() {
    return layer.settings().path("strides").isArray() ? settings.extent("strides") : window();
  }

  /** A layer that needs its input in Keras's order. */
  private KerasValue plain(Layer own, KerasValue input) {
    return network.node(layer, own, KerasValue.SAME, plain(input).node());
  }

  private KerasValue plain(KerasValue input) {
    if (input.reordered()) {
      throw layer.refused("reads a flattened image, whose order differs");
    }
    return input;
  }

  /** A layer whose output is in the order of its input. */
  private KerasValue elementWise(Layer own, KerasValue input) {
    return network.node(layer, own, input.order(), input.node());
  }

  private float[] array(String name, int... extents) {
    return SavedArrays.require(stored, layer, name, extents);
  }
}
