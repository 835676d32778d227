package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The weights that a model looks up by tokens. */
final class TokenEmbeddings {
  /** What hands on tokens as they are. */
  private static final Set<String> COPIES = Set.of("Cast", "Identity");

  private TokenEmbeddings() {}

  /**
   * Counts them.
   *
   * @param input the graph's input for tokens
   * @return how many tokens have an embedding; empty if none of the graph's weights are looked up
   */
  static OptionalLong count(GraphProto graph, String input) {
    Map<String, TensorProto> weights = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    Set<String> tokens = new HashSet<>(Set.of(input));
    for (NodeProto node : graph.getNodeList()) {
      if (COPIES.contains(node.getOpType()) && tokens.contains(node.getInput(0))) {
        tokens.add(node.getOutput(0));
      } else if (isLookUp(node) && tokens.contains(node.getInput(1))) {
        TensorProto embeddings = weights.get(node.getInput(0));
        if (embeddings != null && embeddings.getDimsCount() > 0) {
          return OptionalLong.of(embeddings.getDims(0));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isLookUp(NodeProto node) {
    return node.getOpType().equals("Gather")
        && node.getInputCount() == 2
        && node.getAttributeList().stream().allMatch(attribute -> attribute.getI() == 0);
  }
}
