package io.retort.exporters.onnx;

import static io.retort.exporters.onnx.OnnxGraphWriter.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.network.Node;
import io.retort.core.network.Weights;
import java.util.List;

/**
 * Adds what computes a node, under its name.
 *
 * @param graph takes it
 * @param weights of the network
 * @param node the node
 */
record NodeOperators(OnnxGraphWriter graph, Weights weights, Node node) {

  String name(String part) {
    return "network/" + node.name() + (part.isEmpty() ? "" : "/" + part);
  }

  /** The first node that is read. */
  String read() {
    return node.inputs().get(0);
  }

  String weight(String array, long... extents) {
    return graph.floats(name(array), values(array), extents);
  }

  float[] values(String array) {
    return weights.arrays().get(node.name() + "." + array).values();
  }

  String number(String part, float value) {
    return graph.floats(name(part), new float[] {value});
  }

  String integers(String part, long... values) {
    return graph.integers(name(part), values);
  }

  String operator(String type, String part, List<String> read, AttributeProto... keys) {
    return graph.node(type, name(part), read, keys);
  }

  String cast(String part, String value, TensorProto.DataType type) {
    return operator("Cast", part, List.of(value), attribute("to", (long) type.getNumber()));
  }
}
