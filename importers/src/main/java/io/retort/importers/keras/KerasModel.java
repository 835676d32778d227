package io.retort.importers.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's layers in an order in which each follows its inputs.
 *
 * @param layers the layers, without those that only stand for the input
 * @param input what the layers call the input
 * @param inputShape the extents of a batch as Keras has them, the first of them open
 * @param outputs the names of the layers that are outputs
 */
record KerasModel(
    List<KerasLayer> layers, String input, JsonNode inputShape, List<String> outputs) {

  /**
   * A layer.
   *
   * @param name its name
   * @param type its class in Keras
   * @param settings what Keras saved of it
   * @param inputs the layers that it reads
   */
  record KerasLayer(String name, String type, JsonNode settings, List<String> inputs) {

    /** Says by name why the layer cannot be translated. */
    RetortException refused(String clause) {
      return new RetortException(
          ErrorKind.DATA,
          "the layer '" + name + "' (" + type + ") " + clause + "; it cannot be imported");
    }
  }

  static KerasModel of(HdfFile file) {
    Attribute attribute = file.getAttribute("model_config");
    if (attribute == null || !(attribute.getData() instanceof String text)) {
      throw new RetortException(
          ErrorKind.DATA,
          "there is no model_config, only weights perhaps; save the whole model in Keras with"
              + " model.save('name.h5')");
    }
    try {
      JsonNode model = new ObjectMapper().readTree(text);
      return switch (model.path("class_name").asText()) {
        case "Sequential" -> sequential(model.path("config"));
        case "Functional", "Model" -> functional(model.path("config"));
        default ->
            throw new RetortException(
                ErrorKind.DATA,
                "the model is of the class "
                    + model.path("class_name")
                    + "; only Sequential and Functional ones can be imported");
      };
    } catch (JsonProcessingException broken) {
      throw new RetortException(
          ErrorKind.DATA, "the model_config is not JSON: " + Reason.of(broken), broken);
    }
  }

  private static KerasModel sequential(JsonNode config) {
    // Early versions of Keras 2 had the list alone.
    JsonNode list = config.isArray() ? config : config.path("layers");
    List<KerasLayer> layers = new ArrayList<>();
    JsonNode shape = config.path("build_input_shape");
    String last = "input";
    for (JsonNode layer : list) {
      JsonNode settings = layer.path("config");
      JsonNode own = shape(settings);
      if (layers.isEmpty() && !own.isMissingNode()) {
        shape = own;
      }
      if (!layer.path("class_name").asText().equals("InputLayer")) {
        String name = settings.path("name").asText();
        layers.add(
            new KerasLayer(name, layer.path("class_name").asText(), settings, List.of(last)));
        last = name;
      }
    }
    return new KerasModel(layers, "input", shape, List.of(last));
  }

  private static KerasModel functional(JsonNode config) {
    List<String> inputs = references(config.path("input_layers"));
    if (inputs.size() != 1) {
      throw new RetortException(
          ErrorKind.DATA,
          "the model has the inputs " + inputs + "; a network of Retort has exactly one");
    }
    List<KerasLayer> layers = new ArrayList<>();
    JsonNode shape = MissingNode.getInstance();
    for (JsonNode layer : config.path("layers")) {
      JsonNode settings = layer.path("config");
      String name = layer.path("name").asText(settings.path("name").asText());
      if (name.equals(inputs.get(0))) {
        shape = shape(settings);
      } else {
        JsonNode calls = layer.path("inbound_nodes");
        KerasLayer one =
            new KerasLayer(name, layer.path("class_name").asText(), settings, references(calls));
        if (calls.size() != 1) {
          throw one.refused("is used " + calls.size() + " times");
        }
        layers.add(one);
      }
    }
    return new KerasModel(layers, inputs.get(0), shape, references(config.path("output_layers")));
  }

  private static JsonNode shape(JsonNode settings) {
    JsonNode shape = settings.path("batch_shape");
    return shape.isMissingNode() ? settings.path("batch_input_shape") : shape;
  }

  /**
   * The layers that a part of the configuration refers to: Keras 2 writes {@code ["name", 0, 0]},
   * Keras 3 also {@code {"keras_history": ["name", 0, 0]}} within the arguments of a call.
   */
  private static List<String> references(JsonNode node) {
    List<String> names = new ArrayList<>();
    collect(node, names);
    return names;
  }

  private static void collect(JsonNode node, List<String> names) {
    if (node.isArray() && node.size() >= 3 && node.get(0).isTextual() && node.get(1).isInt()) {
      names.add(node.get(0).asText());
    } else {
      node.forEach(child -> collect(child, names));
    }
  }
}
