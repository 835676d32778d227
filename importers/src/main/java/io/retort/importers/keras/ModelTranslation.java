package io.retort.importers.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.importer.NodeNames;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.importers.KerasFile;
import io.retort.importers.keras.KerasModel.KerasLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph of a model of Keras as a network. */
final class ModelTranslation {
  private final KerasModel model;
  private final SavedArrays stored;
  private final boolean logits;
  private final Shape input;
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  /** What the readers of a layer get, and what it gives as an output of the model. */
  private final Map<String, Value> values = new HashMap<>();

  private final Map<String, Value> results = new HashMap<>();

  /**
   * What a layer gives.
   *
   * @param node the node that computes it
   * @param order for each value of a vector, where it lies in Keras; as here if empty
   */
  record Value(String node, int[] order) {
    /** The same order as in Keras. */
    static final int[] SAME = {};

    boolean reordered() {
      return order.length > 0;
    }
  }

  ModelTranslation(KerasModel model, SavedArrays stored, KerasFile file) {
    this.model = model;
    this.stored = stored;
    this.logits = file.logits();
    this.input = file.input().orElseGet(this::modelsInput);
  }

  SavedNetwork translate() {
    values.put(model.input(), new Value(NetworkDescription.INPUT, Value.SAME));
    results.putAll(values);
    model.layers().forEach(this::add);
    List<String> outputs = new ArrayList<>();
    for (String name : model.outputs()) {
      String node = results.get(name).node();
      // Two outputs may be the same: logits, and what is left of an activation layer after them.
      outputs.add(outputs.contains(node) ? identity(name, node) : node);
    }
    NetworkPlan plan = NetworkPlan.of(new NetworkDescription(nodes, outputs), input);
    return new SavedNetwork(plan, new Weights(arrays));
  }

  private void add(KerasLayer layer) {
    List<Value> inputs = layer.inputs().stream().map(name -> value(layer, name)).toList();
    boolean output = model.outputs().contains(layer.name());
    LayerTranslation translation =
        new LayerTranslation(this, layer, stored.of(layer.name()), logits && output);
    Value result = translation.translate(inputs);
    if (output && result.reordered()) {
      throw layer.refused("gives a flattened image as an output, in another order");
    }
    results.put(layer.name(), result);
    boolean read = model.layers().stream().anyMatch(all -> all.inputs().contains(layer.name()));
    values.put(layer.name(), read ? translation.activated(result) : result);
  }

  private String identity(String layer, String node) {
    String name = names.next(layer);
    nodes.add(new Node(name, new Layer.Activation(ActivationFunction.LINEAR), List.of(node)));
    return name;
  }

  private Value value(KerasLayer reader, String name) {
    Value value = values.get(name);
    if (value == null) {
      throw reader.refused("reads '" + name + "', which is no earlier layer");
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

  /** Adds a node for a layer. */
  Value node(KerasLayer source, Layer layer, int[] order, String... inputs) {
    String name = names.next(source.name());
    nodes.add(new Node(name, layer, List.of(inputs)));
    return new Value(name, order);
  }

  /** The arrays of a part of a layer, whose group has a name that begins so. */
  Map<String, SavedArrays.Stored> arrays(KerasLayer layer, String part) {
    return stored.of(layer.name(), part);
  }

  /** Sets an array of a node. */
  void array(String node, String name, Shape shape, float[] content) {
    arrays.put(node + "." + name, new Weights.Array(shape, content));
  }

  /** The shape of one sample of a node's output. */
  Shape shape(Value value) {
    return value.node().equals(NetworkDescription.INPUT)
        ? input
        : NetworkPlan.of(new NetworkDescription(nodes, List.of(value.node())), input)
            .shape(value.node());
  }
}
