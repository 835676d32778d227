package io.retort.importers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds small ONNX models by hand. */
final class OnnxModels {
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  OnnxModels input(String name, long... extents) {
    graph.addInput(value(name, extents));
    return this;
  }

  OnnxModels output(String name) {
    graph.addOutput(value(name));
    return this;
  }

  private static ValueInfoProto value(String name, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long extent : extents) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(extent > 0 ? dimension.setDimValue(extent) : dimension.setDimParam("open"));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  OnnxModels floats(String name, List<Long> extents, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(extents);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  OnnxModels external(String name, long length) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(length)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL));
    return this;
  }

  OnnxModels node(
      String type, String name, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  OnnxModels nodeWithoutOutput(String type, List<String> inputs) {
    graph.addNode(NodeProto.newBuilder().setOpType(type).addAllInput(inputs));
    return this;
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  byte[] bytes() {
    return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray();
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes());
  }

  /** {@code softmax(W · relu(V · x + b))} of two values. */
  static OnnxModels small() {
    return new OnnxModels()
        .input("x", 2)
        .output("y")
        .floats("fc1.weight", List.of(3L, 2L), 1, 2, 3, 4, -5, 6)
        .floats("fc1.bias", List.of(3L), 0.5f, -1, 0)
        .floats("onnx::MatMul_7", List.of(3L, 2L), 1, -1, 0, 2, 3, 1)
        .node(
            "Gemm", "/fc1/Gemm", List.of("x", "fc1.weight", "fc1.bias"), "a", integer("transB", 1))
        .node("Relu", "/act/Relu", List.of("a"), "b")
        .node("MatMul", "/fc2/MatMul", List.of("b", "onnx::MatMul_7"), "c")
        .node("Softmax", "/Softmax", List.of("c"), "y");
  }
}
