package io.retort.importers.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Padding;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.Optional;

/** What Keras saved of a layer, in Retort's terms. */
final class LayerSettings {
  private final KerasLayer layer;
  private final boolean head;

  /**
   * A layer's settings.
   *
   * @param head whether a softmax or sigmoid of the layer is left off
   */
  LayerSettings(KerasLayer layer, boolean head) {
    this.layer = layer;
    this.head = head;
  }

  private JsonNode value(String key) {
    return layer.settings().path(key);
  }

  int whole(String key) {
    if (!value(key).canConvertToInt()) {
      throw layer.refused("has " + value(key) + " for '" + key + "', which is not a whole number");
    }
    return value(key).asInt();
  }

  double number(String key, double absent) {
    return value(key).asDouble(absent);
  }

  boolean flag(String key, boolean absent) {
    return value(key).asBoolean(absent);
  }

  /** Refuses the layer unless a setting is absent or as given. */
  void require(String key, Object wanted) {
    JsonNode found = value(key);
    boolean fits =
        found.isMissingNode()
            || (wanted == null ? found.isNull() : found.asText().equals(wanted.toString()));
    if (!fits) {
      throw layer.refused("has " + found + " for '" + key + "'");
    }
  }

  void requireChannelsLast() {
    require("data_format", "channels_last");
  }

  void requireUsualRecurrence() {
    require("activation", "tanh");
    require("recurrent_activation", "sigmoid");
    for (String key : new String[] {"go_backwards", "return_state", "stateful"}) {
      require(key, false);
    }
    for (String key : new String[] {"dropout", "recurrent_dropout"}) {
      if (number(key, 0) != 0) {
        throw layer.refused("has a " + key + " inside");
      }
    }
  }

  /** A pair of extents, or one for both. */
  Extent extent(String key) {
    JsonNode pair = value(key);
    if (pair.isArray() && pair.size() == 2) {
      return new Extent(pair.get(0).asInt(), pair.get(1).asInt());
    }
    return Extent.of(pair.isArray() ? pair.path(0).asInt() : pair.asInt());
  }

  /** A number, which Keras may write as a list of one. */
  int single(String key) {
    JsonNode found = value(key);
    return found.isArray() ? found.path(0).asInt() : found.asInt(1);
  }

  Padding padding() {
    return switch (value("padding").asText()) {
      case "same" -> Padding.SAME;
      case "valid" -> Padding.VALID;
      default -> throw layer.refused("has the padding " + value("padding"));
    };
  }

  /** The function of a layer that has one besides what it computes. */
  ActivationFunction activation() {
    JsonNode found = value("activation");
    return found.isMissingNode() || found.isNull()
        ? ActivationFunction.LINEAR
        : named(found.isTextual() ? found.asText() : found.toString());
  }

  /** The function of a layer that is nothing else. */
  ActivationFunction activationLayer() {
    switch (layer.type()) {
      case "ReLU" -> {
        require("max_value", null);
        if (number("negative_slope", 0) != 0 || number("threshold", 0) != 0) {
          throw layer.refused("has a slope or a threshold");
        }
        return ActivationFunction.RELU;
      }
      case "LeakyReLU" -> {
        // Its name changed with Keras 3.
        double slope = number("negative_slope", number("alpha", 0.3));
        if (Math.abs(slope - 0.01) > 1e-6) {
          throw layer.refused("has the slope " + slope + ", where Retort has 0.01");
        }
        return ActivationFunction.LEAKY_RELU;
      }
      case "Softmax" -> {
        return named("softmax");
      }
      default -> {
        return activation();
      }
    }
  }

  /**
   * What is left off because the layer is an output.
   *
   * @return the function; empty if nothing is left off
   */
  Optional<ActivationFunction> leftOff() {
    String function = layer.type().equals("Softmax") ? "softmax" : value("activation").asText();
    if (head && function.equals("softmax")) {
      throw layer.refused(
          "is an output with a softmax that another layer reads too, and Retort has no softmax"
              + " before a layer");
    }
    return head && function.equals("sigmoid")
        ? Optional.of(ActivationFunction.SIGMOID)
        : Optional.empty();
  }

  private ActivationFunction named(String name) {
    return switch (name) {
      case "linear" -> ActivationFunction.LINEAR;
      case "relu" -> ActivationFunction.RELU;
      case "tanh" -> ActivationFunction.TANH;
      case "sigmoid" -> head ? ActivationFunction.LINEAR : ActivationFunction.SIGMOID;
      case "swish", "silu" -> ActivationFunction.SILU;
      case "gelu" -> ActivationFunction.GELU;
      case "softmax" -> {
        if (head) {
          yield ActivationFunction.LINEAR;
        }
        throw layer.refused("has a softmax that is not left off at an output");
      }
      default -> throw layer.refused("has the activation '" + name + "'");
    };
  }
}
