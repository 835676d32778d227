package io.retort.importers.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import io.retort.importers.KerasFile;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph of a model of Keras as a network. */
final class ModelTranslation {
  private final KerasModel model;
  private final SavedArrays stored;
  private final boolean logits;
  private final KerasNetworkDraft network;

  /** What the readers of a layer get, and what it gives as an output of the model. */
  private final Map<String, KerasValue> values = new HashMap<>();

  private final Map<String, KerasValue> results = new HashMap<>();

  ModelTranslation(KerasModel model, SavedArrays stored, KerasFile file) {
    this.model = model;
    this.stored = stored;
    this.logits = file.logits();
    this.network = new KerasNetworkDraft(file.input().orElseGet(this::modelsInput));
  }

  SavedNetwork translate() {
    values.put(model.input(), new KerasValue(NetworkDescription.INPUT, KerasValue.SAME));
    results.putAll(values);
    model.layers().forEach(this::add);
    List<String> outputs = new ArrayList<>();
    for (String name : model.outputs()) {
      String node = results.get(name).node();
      // Two outputs may be the same: logits, and what is left of an activation layer after them.
      outputs.add(outputs.contains(node) ? network.identity(name, node) : node);
    }
    return network.finished(outputs);
  }

  private void add(KerasLayer layer) {
    List<KerasValue> inputs = layer.inputs().stream().map(name -> value(layer, name)).toList();
    boolean output = model.outputs().contains(layer.name());
    KerasLayerTranslation translation =
        new KerasLayerTranslation(network, layer, stored, logits && output);
    KerasValue result = translation.translate(inputs);
    if (output && result.reordered()) {
      throw layer.refused("gives a flattened image as an output, in another order");
    }
    results.put(layer.name(), result);
    boolean read = model.layers().stream().anyMatch(all -> all.inputs().contains(layer.name()));
    values.put(layer.name(), read ? translation.activated(result) : result);
  }

  private KerasValue value(KerasLayer reader, String name) {
    KerasValue value = values.get(name);
    if (value == null) {
      throw reader.refused("reads '" + name + "', which is not an earlier layer");
    }
    return value;
  }

  private Shape modelsInput() {
    JsonNode shape = model.inputShape();
    List<Integer> extents = new ArrayList<>();
    for (int axis = 1; axis < shape.size(); axis++) {
      if (!shape.get(axis).isInt()) {
        extents.clear();
        break;
      }
      extents.add(shape.get(axis).asInt());
    }
    if (extents.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the file leaves the shape of a sample open, "
              + shape
              + "; give it with 'input', such as input: 3x32x32");
    }
    if (extents.size() == 3) {
      extents.add(0, extents.remove(2));
    }
    return Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
  }
}
