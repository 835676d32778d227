package io.retort.importers;

import static io.retort.importers.OnnxModels.integer;
import static io.retort.importers.OnnxModels.integers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.OnnxImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code texts.onnx} is what Retort's exporter has written of the network below, with the weights
 * that the seed 1 gives.
 */
class OnnxTextsTest {
  @TempDir private Path folder;

  private static NetworkDescription network() {
    return NetworkDescription.sequence()
        .add("mean-bag", new Layer.EmbeddingBag(5, 2, BagMode.MEAN), "input")
        .add("sum-bag", new Layer.EmbeddingBag(5, 3, BagMode.SUM), "input")
        .add("table", new Layer.Embedding(5, 4, true), "input")
        .add("steps", new Layer.Dense(4, ActivationFunction.GELU))
        .add(
            "windows",
            new Layer.Conv1d(
                4, 3, 2, Padding.parse("1"), 1, 2, ActivationFunction.RELU, true, Initializer.AUTO))
        .add("states", new Layer.Lstm(2, Returns.SEQUENCE, true))
        .add("largest", new Layer.PoolOverTime(PoolMode.MAX))
        .add("middle", new Layer.PoolOverTime(PoolMode.MEAN), "states")
        .add("last", new Layer.Gru(2, Returns.LAST, true), "windows")
        .add("one-way", new Layer.Lstm(3, Returns.LAST), "steps")
        .add(
            "all",
            new Layer.Concat(),
            "mean-bag",
            "sum-bag",
            "largest",
            "middle",
            "last",
            "one-way")
        .add("logits", new Layer.Dense(3, ActivationFunction.LINEAR))
        .build();
  }

  static byte[] model() throws IOException {
    try (InputStream file = OnnxTextsTest.class.getResourceAsStream("texts.onnx")) {
      return file.readAllBytes();
    }
  }

  @Test
  void comeBackAsTheyWereExported() throws IOException {
    NetworkPlan plan = NetworkPlan.of(network(), Shape.of(9));
    SavedNetwork found = read(model());
    assertEquals(plan.description(), found.plan().description());
    assertEquals(plan.input(), found.plan().input());
    assertEquals(WeightInitialization.draw(plan, 1).fingerprint(), found.weights().fingerprint());
  }

  /** As PyTorch's exporter writes a convolution over embeddings, and the maximum over time. */
  @Test
  void convolutionsOverTextsOfOneLength() throws IOException {
    OnnxModels model =
        new OnnxModels()
            .input("tokens", 6)
            .output("logits")
            .floats("embedding.weight", List.of(2L, 3L), 1, 2, 3, 4, 5, 6)
            .floats("conv.weight", List.of(1L, 3L, 2L), 1, 2, 3, 4, 5, 6)
            .floats("conv.bias", List.of(1L), 7)
            .floats("fc.weight", List.of(2L, 1L), 8, 9)
            .node("Gather", "/embedding/Gather", List.of("embedding.weight", "tokens"), "e")
            .node("Transpose", "/Transpose", List.of("e"), "t", integers("perm", 0, 2, 1))
            .node(
                "Conv",
                "/conv/Conv",
                List.of("t", "conv.weight", "conv.bias"),
                "c",
                integers("kernel_shape", 2),
                integers("strides", 1),
                integers("pads", 1, 1))
            .node("Relu", "/Relu", List.of("c"), "r")
            .node(
                "ReduceMax",
                "/ReduceMax",
                List.of("r"),
                "m",
                integers("axes", 2),
                integer("keepdims", 0))
            .node("Gemm", "/fc/Gemm", List.of("m", "fc.weight"), "logits", integer("transB", 1));
    SavedNetwork found = read(model.bytes());
    assertEquals(
        List.of(
            new Layer.Embedding(2, 3),
            new Layer.Conv1d(
                1, 2, 1, Padding.parse("1"), 1, 1, ActivationFunction.RELU, true, Initializer.AUTO),
            new Layer.PoolOverTime(PoolMode.MAX),
            new Layer.Dense(2, ActivationFunction.LINEAR, false, Initializer.AUTO)),
        found.plan().description().nodes().stream().map(Node::layer).toList());
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6}, found.weights().arrays().get("conv.weight").values());
  }

  @Test
  void stepsThatAreNotClearedAreRefused() throws IOException {
    // The dense layer over steps has values everywhere, unless it is followed by zeros.
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                read(
                    without(
                        node ->
                            node.getOpType().equals("Where")
                                && node.getInput(1).contains("steps/function"))));
    assertTrue(refusal.getMessage().contains("'steps' has values"), refusal::getMessage);
  }

  @Test
  void lengthsOfAnotherSequenceAreRefused() throws IOException {
    // Without it, the windows would be counted as if they had no margin.
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> read(without(node -> node.getOutput(0).startsWith("steps/windowed"))));
    assertTrue(refusal.getMessage().contains("steps"), refusal::getMessage);
  }

  /** The model without some nodes, whose readers read what these would choose or change. */
  private static byte[] without(Predicate<NodeProto> left) throws IOException {
    ModelProto model = ModelProto.parseFrom(model());
    GraphProto.Builder graph = model.getGraph().toBuilder().clearNode();
    for (NodeProto node : model.getGraph().getNodeList()) {
      NodeProto.Builder kept = node.toBuilder();
      for (NodeProto other : model.getGraph().getNodeList()) {
        int read = node.getInputList().indexOf(other.getOutput(0));
        if (read >= 0 && left.test(other)) {
          kept.setInput(read, other.getInput(other.getOpType().equals("Where") ? 1 : 0));
        }
      }
      if (!left.test(node)) {
        graph.addNode(kept);
      }
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private SavedNetwork read(byte[] model) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), model);
    return new OnnxImporter(new OnnxFile(file, Optional.empty(), true)).read();
  }
}
