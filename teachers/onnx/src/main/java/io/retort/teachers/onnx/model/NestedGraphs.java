package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is in a model, also in the branches of conditions, the bodies of loops and functions.
 */
final class NestedGraphs {
  private NestedGraphs() {}

  static Stream<NodeProto> nodes(ModelProto model) {
    return Stream.concat(
        nodes(model.getGraph().getNodeList()),
        model.getFunctionsList().stream()
            .map(FunctionProto::getNodeList)
            .flatMap(NestedGraphs::nodes));
  }

  private static Stream<NodeProto> nodes(List<NodeProto> nodes) {
    return nodes.stream()
        .flatMap(
            node ->
                Stream.concat(
                    Stream.of(node),
                    graphs(node).map(GraphProto::getNodeList).flatMap(NestedGraphs::nodes)));
  }

  private static Stream<GraphProto> graphs(NodeProto node) {
    return node.getAttributeList().stream()
        .flatMap(
            key ->
                Stream.concat(
                    key.hasG() ? Stream.of(key.getG()) : Stream.empty(),
                    key.getGraphsList().stream()));
  }

  /** Weights and constants. */
  static Stream<TensorProto> tensors(ModelProto model) {
    Stream<GraphProto> inner = nodes(model).flatMap(NestedGraphs::graphs);
    return Stream.concat(
        Stream.concat(Stream.of(model.getGraph()), inner)
            .map(GraphProto::getInitializerList)
            .flatMap(List::stream),
        nodes(model)
            .map(NodeProto::getAttributeList)
            .flatMap(List::stream)
            .flatMap(NestedGraphs::tensors));
  }

  private static Stream<TensorProto> tensors(AttributeProto key) {
    return Stream.concat(
        key.hasT() ? Stream.of(key.getT()) : Stream.empty(), key.getTensorsList().stream());
  }
}
