package io.retort.importers;

import static io.retort.importers.OnnxModels.integer;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import io.retort.importers.onnx.OnnxImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Conversions that change no value are passed over. */
class OnnxCastTest {
  @TempDir private Path folder;

  private List<Layer> read(OnnxModels model) throws IOException {
    return new OnnxImporter(new OnnxFile(model.write(folder), Optional.empty(), true))
        .read().plan().description().nodes().stream().map(Node::layer).toList();
  }

  private static OnnxModels model() {
    return new OnnxModels()
        .input("x", 3)
        .output("y")
        .floats("table", List.of(5L, 2L), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  private static OnnxModels cast(OnnxModels model, String input, String output, DataType type) {
    return model.node(
        "Cast", "cast-" + output, List.of(input), output, integer("to", type.getNumber()));
  }

  private void assertCastRefused(DataType type, OnnxModels model) {
    assertRefused(() -> read(model), "the node 'cast-i' (Cast) converts to " + type + ", where");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"})
  void floatingPointNumbersStay(DataType type) throws IOException {
    assertEquals(
        List.of(new Layer.Activation(ActivationFunction.TANH)),
        read(cast(model(), "x", "i", type).node("Tanh", "t", List.of("i"), "y")));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"},
      mode = Mode.EXCLUDE)
  void whatCutsValuesOffIsRefused(DataType type) {
    assertCastRefused(type, cast(model(), "x", "i", type).node("Tanh", "t", List.of("i"), "y"));
    assertCastRefused(
        type,
        cast(cast(model(), "x", "i", type), "i", "j", DataType.FLOAT)
            .node("Tanh", "t", List.of("j"), "y"));
    assertCastRefused(
        type, cast(model(), "x", "i", type).node("Identity", "same", List.of("i"), "y"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64"})
  void indicesOfEmbeddingsStay(DataType type) throws IOException {
    List<Layer> expected = List.of(new Layer.Embedding(5, 2));
    assertEquals(
        expected,
        read(cast(model(), "x", "i", type).node("Gather", "g", List.of("table", "i"), "y")));
    assertEquals(
        expected,
        read(
            cast(cast(model(), "x", "i", type), "i", "j", DataType.INT64)
                .node("Flatten", "f", List.of("j"), "k")
                .node("Gather", "g", List.of("table", "k"), "y")));
  }

  @Test
  void indicesThatOthersReadTooAreRefused() {
    assertCastRefused(
        DataType.INT64,
        cast(model(), "x", "i", DataType.INT64)
            .output("z")
            .node("Gather", "g", List.of("table", "i"), "y")
            .node("Tanh", "t", List.of("i"), "z"));
  }

  @Test
  void missingOrUnknownTypeIsRefused() {
    assertCastRefused(
        DataType.UNDEFINED,
        model()
            .node("Cast", "cast-i", List.of("x"), "i", integer("to", 999))
            .node("Tanh", "t", List.of("i"), "y"));
    assertCastRefused(
        DataType.UNDEFINED,
        model().node("Cast", "cast-i", List.of("x"), "i").node("Tanh", "t", List.of("i"), "y"));
  }
}
