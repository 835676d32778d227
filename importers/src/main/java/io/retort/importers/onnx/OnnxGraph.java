package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph with what is looked up in it: constants by name, and what reads a value. */
final class OnnxGraph {
  private final GraphProto graph;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Map<String, List<OnnxNode>> reading = new HashMap<>();

  OnnxGraph(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      for (String name : node.getInputList()) {
        readers.merge(name, 1, Integer::sum);
        reading.computeIfAbsent(name, none -> new ArrayList<>()).add(new OnnxNode(node));
      }
      if (node.getOpType().equals("Constant")) {
        constants.put(node.getOutput(0), constant(node));
      }
    }
    graph.getOutputList().forEach(output -> readers.merge(output.getName(), 1, Integer::sum));
  }

  private static TensorProto constant(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      switch (attribute.getName()) {
        case "value" -> {
          return attribute.getT();
        }
        case "value_int" -> {
          return scalar(TensorProto.DataType.INT64).addInt64Data(attribute.getI()).build();
        }
        case "value_ints" -> {
          return scalar(TensorProto.DataType.INT64)
              .addDims(attribute.getIntsCount())
              .addAllInt64Data(attribute.getIntsList())
              .build();
        }
        case "value_float" -> {
          return scalar(TensorProto.DataType.FLOAT).addFloatData(attribute.getF()).build();
        }
        default -> {
          // Other kinds, such as texts, are refused where they are read.
        }
      }
    }
    return TensorProto.getDefaultInstance();
  }

  private static TensorProto.Builder scalar(TensorProto.DataType type) {
    return TensorProto.newBuilder().setDataType(type.getNumber());
  }

  List<NodeProto> nodes() {
    return graph.getNodeList();
  }

  /** The nodes that read a value, each as often as it does. */
  List<OnnxNode> nodesReading(String value) {
    return reading.getOrDefault(value, List.of());
  }

  /** A value, and all that nodes of some types make of it, one after the other. */
  Set<String> passedOn(String value, Set<String> types) {
    Set<String> names = new LinkedHashSet<>(List.of(value));
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      for (OnnxNode node : nodesReading(open.remove())) {
        if (types.contains(node.type()) && names.add(node.output(0))) {
          open.add(node.output(0));
        }
      }
    }
    return names;
  }

  /** The input that is not a constant. */
  ValueInfoProto input() {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(input -> !constants.containsKey(input.getName()))
            .toList();
    if (inputs.size() != 1) {
      throw new RetortException(
          ErrorKind.DATA,
          "the model has the inputs "
              + inputs.stream().map(ValueInfoProto::getName).toList()
              + ", and a network has one; export it with one input of prepared values (from Retort"
              + " with inputs: prepared)");
    }
    return inputs.get(0);
  }

  List<String> outputs() {
    return graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /** How many nodes and outputs of the model read a value. */
  int readers(String value) {
    return readers.getOrDefault(value, 0);
  }

  Optional<OnnxTensor> constant(String name) {
    return Optional.ofNullable(constants.get(name)).map(tensor -> new OnnxTensor(name, tensor));
  }

  boolean isConstant(String name) {
    return constants.containsKey(name);
  }
}
