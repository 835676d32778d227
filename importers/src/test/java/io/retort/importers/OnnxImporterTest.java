package io.retort.importers;

import static io.retort.importers.OnnxModels.integer;
import static io.retort.importers.OnnxModels.integers;
import static io.retort.importers.OnnxModels.text;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import io.retort.importers.onnx.OnnxImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxImporterTest {
  @TempDir private Path folder;

  /** A block as PyTorch's exporter writes it. */
  static OnnxModels image() {
    return new OnnxModels()
        .input("image", 1, 4, 4)
        .output("logits")
        .floats("layer1.0.conv1.weight", List.of(1L, 1L, 3L, 3L), 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .floats("layer1.0.bn1.weight", List.of(1L), 2)
        .floats("layer1.0.bn1.bias", List.of(1L), 3)
        .floats("layer1.0.bn1.running_mean", List.of(1L), 4)
        .floats("layer1.0.bn1.running_var", List.of(1L), 5)
        .floats("fc.weight", List.of(2L, 4L), 1, 2, 3, 4, 5, 6, 7, 8)
        .node(
            "Conv",
            "/layer1/conv1/Conv",
            List.of("image", "layer1.0.conv1.weight"),
            "c",
            integers("kernel_shape", 3, 3),
            integers("pads", 1, 1, 1, 1))
        .node(
            "BatchNormalization",
            "/layer1/bn1",
            List.of(
                "c",
                "layer1.0.bn1.weight",
                "layer1.0.bn1.bias",
                "layer1.0.bn1.running_mean",
                "layer1.0.bn1.running_var"),
            "n")
        .node("Sigmoid", "/silu/Sigmoid", List.of("n"), "s")
        .node("Mul", "/silu/Mul", List.of("n", "s"), "silu")
        .node(
            "MaxPool",
            "/pool/MaxPool",
            List.of("silu"),
            "p",
            integers("kernel_shape", 2, 2),
            integers("strides", 2, 2))
        .node("Flatten", "/Flatten", List.of("p"), "f")
        .node("Gemm", "/fc/Gemm", List.of("f", "fc.weight"), "logits", integer("transB", 1));
  }

  private SavedNetwork read(OnnxModels model) throws IOException {
    return new OnnxImporter(new OnnxFile(model.write(folder), Optional.empty(), true)).read();
  }

  @Test
  void layersHaveTheNamesOfTheirWeights() throws IOException {
    SavedNetwork network = read(image());
    List<Node> nodes = network.plan().description().nodes();
    assertEquals(
        List.of("layer1-0-conv1", "layer1-0-bn1", "silu-mul", "pool-maxpool", "flatten", "fc"),
        nodes.stream().map(Node::name).toList());
    Layer.Conv2d conv = (Layer.Conv2d) nodes.get(0).layer();
    assertEquals(new Padding(false, 1), conv.padding());
    assertEquals(new Layer.BatchNorm(0.1, 1e-5), nodes.get(1).layer());
    assertEquals(new Layer.Activation(ActivationFunction.SILU), nodes.get(2).layer());
    assertEquals(Shape.of(1, 4, 4), network.plan().input());
    assertArrayEquals(
        new float[] {5}, network.weights().arrays().get("layer1-0-bn1.variance").values());
  }

  @Test
  void activationAndBiasBecomePartOfTheLayer() throws IOException {
    OnnxModels model =
        new OnnxModels()
            .input("x", 2)
            .output("y")
            .floats("net.w", List.of(2L, 1L), 3, 4)
            .floats("b", List.of(1L), 5)
            .node("MatMul", "m", List.of("x", "net.w"), "a")
            .node("Add", "s", List.of("b", "a"), "c")
            .node("Tanh", "t", List.of("c"), "y");
    SavedNetwork network = read(model);
    assertEquals(
        List.of(new Layer.Dense(1, ActivationFunction.TANH)),
        network.plan().description().nodes().stream().map(Node::layer).toList());
    assertArrayEquals(new float[] {3, 4}, network.weights().arrays().get("net.weight").values());
    assertArrayEquals(new float[] {5}, network.weights().arrays().get("net.bias").values());
  }

  @Test
  void softmaxIsLeftOffOrRefused() throws IOException {
    SavedNetwork network = read(OnnxModels.small());
    assertEquals(List.of("fc2-matmul"), network.plan().description().outputs());
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                new OnnxImporter(
                        new OnnxFile(folder.resolve("model.onnx"), Optional.empty(), false))
                    .read());
    assertTrue(refusal.getMessage().contains("/Softmax"), refusal.getMessage());
  }

  @Test
  void openShapeIsGivenByTheConfiguration() throws IOException {
    OnnxModels model =
        new OnnxModels()
            .input("x", 0, 2)
            .output("y")
            .floats("fc.w", List.of(2L, 1L), 3, 4)
            .node("MatMul", "m", List.of("x", "fc.w"), "y");
    assertModelRefused("give it with 'input'", model);
    SavedNetwork network =
        new OnnxImporter(
                new OnnxFile(folder.resolve("model.onnx"), Optional.of(Shape.of(5, 2)), true))
            .read();
    assertEquals(Shape.of(5, 1), network.plan().shape("fc"));
  }

  @Test
  void whatNoLayerDoesIsRefusedByName() throws IOException {
    assertModelRefused(
        "the node 'e' (Einsum) has no counterpart",
        new OnnxModels().input("x", 2).output("y").node("Einsum", "e", List.of("x"), "y"));
    assertModelRefused(
        "(Conv) has the margins [0, 0, 2, 1]",
        new OnnxModels()
            .input("x", 1, 4, 4)
            .output("y")
            .floats("w", List.of(1L, 1L, 2L, 2L), 1, 2, 3, 4)
            .node("Conv", "c", List.of("x", "w"), "y", integers("pads", 0, 0, 2, 1)));
    assertModelRefused(
        "the constant 'w' lies in another file",
        new OnnxModels()
            .input("x", 2)
            .output("y")
            .floats("v", List.of(2L, 1L), 1, 2)
            .external("w", 1)
            .node("Gemm", "g", List.of("x", "v", "w"), "y"));
    assertModelRefused(
        "has the inputs [a, b]",
        new OnnxModels()
            .input("a", 1)
            .input("b", 1)
            .output("y")
            .node("Concat", "c", List.of("a", "b"), "y", integer("axis", 1)));
    assertModelRefused(
        "runs in the direction reverse",
        new OnnxModels()
            .input("x", 3, 2)
            .output("y")
            .node("LSTM", "l", List.of("x"), "y", text("direction", "reverse")));
    assertModelRefused(
        "the model's output 'z' is computed by no node",
        new OnnxModels().input("x", 2).output("z").node("Relu", "r", List.of("x"), "y"));
    assertModelRefused(
        "reads 'q', which no earlier node computes",
        new OnnxModels().input("x", 2).output("y").node("Relu", "r", List.of("q"), "y"));
  }

  @Test
  void attributesOfAnotherLengthAreRefusedByName() throws IOException {
    for (String attribute : List.of("strides", "dilations", "pads")) {
      int length = attribute.equals("pads") ? 4 : 2;
      String clause =
          "the node 'c' (Conv) has " + attribute + " [2], where a layer has " + length + " numbers";
      assertModelRefused(clause, window("Conv", integers(attribute, 2)));
    }
    assertModelRefused(
        "the node 'c' (Conv) has pads [], where a layer has 4 numbers",
        window("Conv", integers("pads")));
    assertModelRefused(
        "the node 'c' (MaxPool) has strides [2, 2, 2], where a layer has 2 numbers",
        window("MaxPool", integers("kernel_shape", 2, 2), integers("strides", 2, 2, 2)));
  }

  private static OnnxModels window(String type, AttributeProto... attributes) {
    return new OnnxModels()
        .input("x", 1, 4, 4)
        .output("y")
        .floats("w", List.of(1L, 1L, 2L, 2L), 1, 2, 3, 4)
        .node(type, "c", List.of("x", "w"), "y", attributes);
  }

  /** Only then is the softmax of logits what the file computes. */
  @Test
  void aSoftmaxOverOtherValuesThanThoseOfASampleIsNotLeftOff() throws IOException {
    for (long axis : List.of(0L, -2L, 2L, Long.MIN_VALUE)) {
      assertModelRefused(
          "the node 's' (Softmax) is along axis " + axis, softmax(integer("axis", axis), 4));
    }
    assertModelRefused("is along axis -1", softmax(integer("axis", -1), 2, 2));
    for (long axis : List.of(1L, -1L)) {
      assertEquals(
          1, read(softmax(integer("axis", axis), 4)).plan().description().outputs().size());
    }
  }

  private static OnnxModels softmax(AttributeProto axis, long... extents) {
    return new OnnxModels()
        .input("x", extents)
        .output("y")
        .node("Relu", "r", List.of("x"), "a")
        .node("Softmax", "s", List.of("a"), "y", axis);
  }

  @Test
  void weightsOfAnotherRankAreRefusedWithThatOfALayer() throws IOException {
    assertModelRefused(
        "the node 'c' (Conv) has a weight of the extents [1, 1, 2], where a layer has 4 of them",
        new OnnxModels()
            .input("x", 1, 4)
            .output("y")
            .floats("w", List.of(1L, 1L, 2L), 1, 2)
            .node("Conv", "c", List.of("x", "w"), "y"));
  }

  @Test
  void nodesWithTooFewInputsOrOutputsAreRefused() throws IOException {
    for (String type : List.of("Concat", "Sum")) {
      assertModelRefused("it is damaged", spare().node(type, "n", List.of(), "z"));
    }
    assertModelRefused(
        "it is damaged",
        spare().node("Sigmoid", "s", List.of(), "z").node("Mul", "m", List.of("x", "z"), "silu"));
    assertModelRefused(
        "it is damaged",
        spare()
            .node("Sigmoid", "s", List.of("x"), "z")
            .nodeWithoutOutput("Mul", List.of("x", "z")));
    assertModelRefused("it is damaged", spare().nodeWithoutOutput("Constant", List.of()));
  }

  /** A model that is whole without the nodes that are added. */
  private static OnnxModels spare() {
    return new OnnxModels().input("x", 2).output("y").node("Relu", "r", List.of("x"), "y");
  }

  @Test
  void whatIsNoModelIsRefusedByFile() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "no model at all");
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> new OnnxImporter(new OnnxFile(file, Optional.empty(), true)).read());
    assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
  }

  private void assertModelRefused(String clause, OnnxModels model) {
    String message = assertRefused(() -> read(model), clause).getMessage();
    assertTrue(message.startsWith(folder.resolve("model.onnx").toString()), message);
  }
}
