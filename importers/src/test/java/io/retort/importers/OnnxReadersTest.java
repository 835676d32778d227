package io.retort.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
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
    List<String> expected = List.of("first SIGMOID [input]", "last LINEAR [first]");
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
        List.of("first LINEAR [input]"),
        read(
            model("a", "y")
                .node("Sigmoid", "s", List.of("a"), "h")
                .node("Identity", "same", List.of("h"), "y")));
  }

  @Test
  void functionStaysBesideTheLayerThatIsReadByAnotherName() throws IOException {
    List<String> expected = List.of("first LINEAR [input]", "r RELU [first]", "y sum [first, r]");
    assertEquals(
        expected,
        read(
            model("h", "y")
                .node("Identity", "same", List.of("h"), "i")
                .node("Relu", "r", List.of("i"), "z")
                .node("Add", "y", List.of("h", "z"), "y")));
    assertEquals(
        expected,
        read(
            model("h", "y")
                .node("Dropout", "same", List.of("h"), "i")
                .node("Flatten", "again", List.of("i"), "j")
                .node("Relu", "r", List.of("j"), "z")
                .node("Add", "y", List.of("i", "z"), "y")));
    assertEquals(
        List.of("first LINEAR [input]", "r RELU [first]"),
        read(
            model("h", "h", "z")
                .node("Identity", "same", List.of("h"), "i")
                .node("Relu", "r", List.of("i"), "z")));
  }

  @Test
  void functionBehindOtherNamesBecomesPartOfTheLayer() throws IOException {
    assertEquals(
        List.of("first SILU [input]"),
        read(
            model("h", "y")
                .node("Identity", "same", List.of("h"), "i")
                .node("Sum", "again", List.of("i"), "j")
                .node("Sigmoid", "s", List.of("j"), "k")
                .node("Mul", "silu", List.of("j", "k"), "y")));
  }

  @Test
  void biasIsRefusedWhereTheProductIsReadByAnotherName() throws IOException {
    OnnxModels model =
        model("h", "y")
            .floats("b", List.of(2L), 1, 2)
            .node("Identity", "same", List.of("h"), "i")
            .node("Add", "bias", List.of("i", "b"), "z")
            .node("Add", "y", List.of("h", "z"), "y");
    RetortException refusal = assertThrows(RetortException.class, () -> read(model));
    assertTrue(refusal.getMessage().contains("'bias' (Add) adds a constant"), refusal.getMessage());
  }
}
