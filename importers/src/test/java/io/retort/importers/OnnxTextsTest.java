package io.retort.importers;

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
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.OnnxImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
