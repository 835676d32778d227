package io.retort.exporters.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A graph while it is written. Every value of it has a name of its own. */
final class OnnxGraphWriter {
  /** The name of the extent that every input and output begins with. */
  private static final String BATCH = "batch";

  private static final String ML = "ai.onnx.ml";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("student");
  private final Set<String> names = new HashSet<>();

  /** A name that no other value has, perhaps this one. An empty name is none in ONNX. */
  private String unused(String wanted) {
    String stem = wanted.isEmpty() ? "unnamed" : wanted;
    String name = stem;
    for (int i = 2; !names.add(name); i++) {
      name = stem + "_" + i;
    }
    return name;
  }

  /**
   * An input of the model.
   *
   * @param type a constant of {@link TensorProto.DataType}
   * @param extents without the batch
   * @return its name in the graph, which is the wanted one unless that is taken
   */
  String input(String wanted, TensorProto.DataType type, int... extents) {
    String name = unused(wanted);
    graph.addInput(value(name, type, extents));
    return name;
  }

  /**
   * An output of the model, which has the values of another one.
   *
   * @return its name, which is the wanted one unless that is taken
   */
  String output(String wanted, String value, int... extents) {
    String name = unused(wanted);
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, extents));
    return name;
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (int extent : extents) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** Numbers of 32 bits that are part of the model. */
  String floats(String wanted, float[] values, long... extents) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(wanted, TensorProto.DataType.FLOAT, bytes, extents);
  }

  /** A number of 64 bits that is part of the model. */
  String number(String wanted, double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(0, value);
    return constant(wanted, TensorProto.DataType.DOUBLE, bytes);
  }

  /** Whole numbers that are part of the model, such as a shape. */
  String integers(String wanted, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(wanted, TensorProto.DataType.INT64, bytes, values.length);
  }

  private String constant(
      String wanted, TensorProto.DataType type, ByteBuffer bytes, long... extents) {
    String name = unused(wanted);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * A node with one output.
   *
   * @param type the operator
   * @param wanted the node's name, and its output's
   * @param inputs values of the graph; {@code ""} for one that is left out
   * @return the output's name
   */
  String node(String type, String wanted, List<String> inputs, AttributeProto... attributes) {
    return node(type, wanted, inputs, List.of(), attributes);
  }

  /** A node of which outputs are left out before the one that is wanted. */
  String node(
      String type,
      String wanted,
      List<String> inputs,
      List<String> before,
      AttributeProto... attributes) {
    String name = unused(wanted);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(before)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  /** A node with an operator for classical machine learning. */
  String classical(String type, String wanted, String input, AttributeProto... attributes) {
    String name = unused(wanted);
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(ML)
            .setOpType(type)
            .setName(name)
            .addInput(input)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto attribute(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto attribute(String name, List<String> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  GraphProto build() {
    return graph.build();
  }
}
