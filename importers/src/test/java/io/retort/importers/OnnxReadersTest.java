package io.retort.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.importers.onnx.OnnxImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else reads a value decides what may be left off or become part of a layer. */
class OnnxReadersTest {
  @TempDir private Path folder;

  /** A model whose first layer computes {@code h} of two values. */
  private static OnnxModels model(String first, String... outputs) {
    OnnxModels model =
        new OnnxModels()
            .input("x", 2)
            .floats("first.w", List.of(2L, 2L), 1, 2, 3, 4)
            .floats("last.w", List.of(2L, 2L), 5, 6, 7, 8)
            .node("MatMul", "first", List.of("x", "first.w"), first);
    for (String output : outputs) {
      model.output(output);
    }
    return model;
  }

  /** The nodes by name, each with its function, where it has one, and what it reads. */
  private List<String> read(OnnxModels model) throws IOException {
    SavedNetwork network =
        new OnnxImporter(new OnnxFile(model.write(folder), Optional.empty(), true)).read();
    return network.plan().description().nodes().stream().map(OnnxReadersTest::text).toList();
  }

  private static String text(Node node) {
    Layer layer = node.layer();
    return node.name()
        + " "
        + (layer instanceof Layer.Add ? "sum" : layer.activation())
        + " "
        + node.inputs();
  }

  @Test
  void sigmoidStaysWhereAnotherNodeReadsTheOutput() throws IOException {
    List<String> expected =
        List.of(
            "first " + ActivationFunction.SIGMOID + " [input]",
            "last " + ActivationFunction.LINEAR + " [first]");
    assertEquals(
        expected,
        read(
            model("a", "h", "logits")
                .node("Sigmoid", "s", List.of("a"), "h")
                .node("MatMul", "last", List.of("h", "last.w"), "logits")));
    assertEquals(
        expected,
        read(
            model("a", "i", "logits")
                .node("Sigmoid", "s", List.of("a"), "h")
                .node("Identity", "same", List.of("h"), "i")
                .node("MatMul", "last", List.of("h", "last.w"), "logits")));
  }

  @Test
  void sigmoidIsLeftOffWhereOnlyOutputsReadIt() throws IOException {
    assertEquals(
        List.of("first " + ActivationFunction.LINEAR + " [input]"),
        read(
            model("a", "y")
                .node("Sigmoid", "s", List.of("a"), "h")
                .node("Identity", "same", List.of("h"), "y")));
  }
}
