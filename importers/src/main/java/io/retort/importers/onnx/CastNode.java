package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Optional;
import java.util.Set;

/**
 * A node that converts values to another type. A network has one type of numbers, and in it the
 * indices that an embedding reads are whole already.
 *
 * @param node the node
 * @param type the type that it converts to
 * @param graph what the node is part of
 */
record CastNode(OnnxNode node, DataType type, OnnxGraph graph) {
  /** Nodes that whole numbers go through as they are. */
  private static final Set<String> PASSING =
      Set.of("Identity", "Cast", "Flatten", "Reshape", "Squeeze");

  static CastNode of(OnnxNode node, OnnxGraph graph) {
    int number = Math.toIntExact(node.integer("to", 0));
    DataType type = Optional.ofNullable(DataType.forNumber(number)).orElse(DataType.UNDEFINED);
    return new CastNode(node, type, graph);
  }

  /** Refuses what would cut values off, such as 1.7 to 1. */
  void requireSameValues() {
    boolean same =
        switch (type) {
          case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
          case INT32, INT64 -> onlyIndices();
          default -> false;
        };
    if (!same) {
      throw node.refused(
          "converts to "
              + type
              + ", where a layer has floating-point numbers; only indices of embeddings may be"
              + " INT32 or INT64");
    }
  }

  /** Whether nothing reads the result but embeddings, as what they look up. */
  private boolean onlyIndices() {
    return graph.passedOn(node.output(0), PASSING).stream()
        .allMatch(
            name ->
                !graph.outputs().contains(name)
                    && graph.nodesReading(name).stream().allMatch(reader -> keeps(reader, name)));
  }

  private static boolean keeps(OnnxNode reader, String name) {
    return PASSING.contains(reader.type())
        || (reader.type().equals("Gather") && reader.input(1).equals(name));
  }
}
