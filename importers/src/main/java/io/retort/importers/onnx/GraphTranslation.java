package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import io.retort.importers.OnnxFile;
import java.util.ArrayList;
import java.util.List;

/** A graph as a network. */
final class GraphTranslation {
  private final OnnxGraph graph;
  private final boolean logits;
  private final Shape input;

  GraphTranslation(OnnxGraph graph, OnnxFile file) {
    this.graph = graph;
    this.logits = file.logits();
    this.input = file.input().orElseGet(this::declaredInput);
  }

  private Shape declaredInput() {
    TensorShapeProto shape = graph.input().getType().getTensorType().getShape();
    List<Integer> extents = new ArrayList<>();
    for (TensorShapeProto.Dimension extent : shape.getDimList()) {
      extents.add(Math.toIntExact(extent.getDimValue()));
    }
    if (extents.size() < 2 || extents.subList(1, extents.size()).stream().anyMatch(e -> e < 1)) {
      throw new RetortException(
          ErrorKind.DATA,
          "the file leaves the shape of a sample open; give it with 'input', such as input:"
              + " 3x32x32");
    }
    return Shape.of(extents.stream().skip(1).mapToInt(Integer::intValue).toArray());
  }

  SavedNetwork translate() {
    OnnxNetworkDraft network = new OnnxNetworkDraft(graph, input, logits);
    StepValues steps = new StepValues(network, graph);
    OnnxLayerTranslation layers = new OnnxLayerTranslation(network, graph, steps);
    for (NodeProto node : graph.nodes()) {
      layers.add(new OnnxNode(node));
    }
    NetworkPlan plan = network.plan(outputs(network));
    steps.requireCleared(plan);
    return new SavedNetwork(plan, network.weights(plan.description()));
  }

  private List<String> outputs(OnnxNetworkDraft network) {
    List<String> outputs = new ArrayList<>();
    for (String name : graph.outputs()) {
      GraphValue value =
          network
              .value(name)
              .orElseThrow(
                  () ->
                      new RetortException(
                          ErrorKind.DATA,
                          "the model's output '" + name + "' is computed by no node"));
      if (value.form() != GraphValue.Form.SAME) {
        throw new RetortException(
            ErrorKind.DATA, "the model's output '" + name + "' does not have the batch first");
      }
      // Two outputs may be the same, such as logits and their softmax, and one may be the input.
      boolean taken =
          outputs.contains(value.node()) || value.node().equals(NetworkDescription.INPUT);
      outputs.add(
          taken
              ? network.node(name, new Layer.Activation(ActivationFunction.LINEAR), value).node()
              : value.node());
    }
    return outputs;
  }
}
