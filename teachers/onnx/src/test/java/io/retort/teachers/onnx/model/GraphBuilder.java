package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes small models as other programs would. */
final class GraphBuilder {
  /** Any number of samples. */
  static final long ANY = -1;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private long opset = 13;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  GraphBuilder opset(long version) {
    opset = version;
    return this;
  }

  GraphBuilder input(String name, TensorProto.DataType type, long... extents) {
    graph.addInput(value(name, type, extents));
    return this;
  }

  GraphBuilder input(String name, long... extents) {
    return input(name, TensorProto.DataType.FLOAT, extents);
  }

  /** An input of any shape. */
  GraphBuilder inputOfAnyShape(String name) {
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
    return this;
  }

  /** An output whose type follows from the graph. */
  GraphBuilder outputOfAnyType(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  GraphBuilder output(String name, TensorProto.DataType type, long... extents) {
    graph.addOutput(value(name, type, extents));
    return this;
  }

  GraphBuilder output(String name, long... extents) {
    return output(name, TensorProto.DataType.FLOAT, extents);
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(extent == ANY ? axis.setDimParam("batch") : axis.setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  GraphBuilder floats(String name, float[] values, long... extents) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor(tensor.build());
  }

  GraphBuilder tensor(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  GraphBuilder node(String operator, String output, List<String> inputs, AttributeProto... keys) {
    return node("", operator, output, inputs, keys);
  }

  GraphBuilder node(
      String domain, String operator, String output, List<String> inputs, AttributeProto... keys) {
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(keys)));
    return this;
  }

  static AttributeProto key(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto key(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  static AttributeProto texts(String name, String... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(Stream.of(values).map(ByteString::copyFromUtf8).toList())
        .build();
  }

  /** Says something in the model's metadata. */
  GraphBuilder metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  byte[] bytes() {
    ModelProto.Builder model = ModelProto.newBuilder();
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(2))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.acme").setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Points to three classes by way of a hidden value: {@code tanh([x + y, x − y])} times {@code
   * [[2, 0], [0, 3], [1, 1]]}.
   */
  static GraphBuilder points(long batch) {
    return new GraphBuilder()
        .input("point", batch, 2)
        .floats("mix", new float[] {1, 1, 1, -1}, 2, 2)
        .floats("weights", new float[] {2, 0, 1, 0, 3, 1}, 2, 3)
        .node("MatMul", "mixed", List.of("point", "mix"))
        .node("Tanh", "hidden", List.of("mixed"))
        .node("MatMul", "scores", List.of("hidden", "weights"));
  }

  /** The same, worked out. */
  static double[] scores(double x, double y) {
    double sum = Math.tanh(x + y);
    double difference = Math.tanh(x - y);
    return new double[] {2 * sum, 3 * difference, sum + difference};
  }

  /** The same with its scores as the only output. */
  static GraphBuilder logits(long batch) {
    return points(batch).output("scores", batch, 3);
  }
}
