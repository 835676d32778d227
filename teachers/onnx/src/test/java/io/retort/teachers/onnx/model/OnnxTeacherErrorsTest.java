package io.retort.teachers.onnx.model;

import static io.retort.teachers.onnx.model.GraphBuilder.ANY;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Shape;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.teachers.onnx.OnnxTeacherSettings.Form;
import io.retort.teachers.onnx.OnnxTeacherSettingsBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot teach is refused in a sentence that says how to go on. */
class OnnxTeacherErrorsTest {
  private static final Head CLASS = new Head("class", new Task.SingleLabel(List.of("a", "b", "c")));

  @TempDir private Path folder;
  private final TrainingData points =
      OnnxTeacherFixture.data(Shape.of(2), new float[] {0.5f, 0.25f, -1, 0.5f, 0, -0.75f}, CLASS);

  @AfterEach
  void close() {
    OnnxTeacherFixture.close(points);
  }

  private void assertTeacherRefused(GraphBuilder model, String... parts) {
    Path file = model.write(folder.resolve("model.onnx"));
    assertTeacherRefused(OnnxTeacherFixture.settings(file), points, parts);
  }

  private void assertTeacherRefused(Path file, String... parts) {
    assertTeacherRefused(OnnxTeacherFixture.settings(file), points, parts);
  }

  private static void assertTeacherRefused(
      OnnxTeacherSettings settings, TrainingData data, String... parts) {
    String message =
        assertRefused(() -> OnnxTeacher.open(settings.path(), settings, data).close(), parts)
            .getMessage();
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains("::"), message);
  }

  private OnnxTeacherSettingsBuilder settings() {
    return OnnxTeacherFixture.settings(GraphBuilder.logits(ANY).write(folder.resolve("model.onnx")))
        .toBuilder();
  }

  @Test
  void aFileThatIsNoneIsRefused() {
    assertTeacherRefused(folder.resolve("no.onnx"), "no.onnx does not exist", "correct the path");
    assertTeacherRefused(folder, folder + " is a folder", "correct the path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "col1,col2\n1,2\n", "PK\u0003\u0004 an archive"})
  void aFileThatIsNoModelIsRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("data.onnx"), content, StandardCharsets.UTF_8);

    assertTeacherRefused(file, "data.onnx is not an ONNX model, or is cut off", "export or copy");
  }

  @Test
  void aFileThatIsCutOffIsRefusedWhereverThatIs() throws IOException {
    byte[] whole = GraphBuilder.logits(ANY).bytes();
    float[] expected;
    Path complete = Files.write(folder.resolve("whole.onnx"), whole);
    try (OnnxTeacher teacher =
        OnnxTeacher.open(complete, OnnxTeacherFixture.settings(complete), points)) {
      expected = OnnxTeacherFixture.outputs(points, teacher).get("class");
    }
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
      try (OnnxTeacher teacher =
          OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), points)) {
        // Nothing can be missing but an opset of which the model uses no operator.
        assertArrayEquals(expected, OnnxTeacherFixture.outputs(points, teacher).get("class"));
      } catch (RetortException refused) {
        assertTrue(refused.getMessage().contains("cut.onnx"), refused.getMessage());
      }
    }
  }

  @Test
  void aFileOfMoreThanTwoGibibytesIsRefused() throws IOException {
    Path file = folder.resolve("large.onnx");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(3L << 30);
    }

    assertTeacherRefused(file, "large.onnx has more than 2 GiB", "save_as_external_data=True");
  }

  @Test
  void namesThatDoNotExistAreRefusedWithThoseThatDo() {
    assertTeacherRefused(
        settings().input("pixels").build(), points, "has no input 'pixels'", "[point]");
    assertTeacherRefused(
        settings().outputs(Map.of("class", "logits")).build(),
        points,
        "has no output 'logits'",
        "[scores]");
    assertTeacherRefused(
        settings().outputs(Map.of("kind", "scores")).build(),
        points,
        "outputs for the heads [kind], but the data has the heads [class]");
    assertTeacherRefused(
        settings().features(List.of("deep")).build(),
        points,
        "feature 'deep' is not a value",
        "[mixed, hidden, scores]");
    assertTeacherRefused(
        settings().features(List.of("class")).build(), points, "'class' is called like a head");
    assertTeacherRefused(
        settings().classes(Map.of("class", List.of("a", "b", "d"))).build(),
        points,
        "key classes, names [a, b, d]",
        "the data has [a, b, c]");
    assertTeacherRefused(
        settings().classes(Map.of("kind", List.of())).build(),
        points,
        "classes names the head 'kind'");
    assertTeacherRefused(
        settings().classes(Map.of("class", List.of())).build(),
        points,
        "classes has no names for the head 'class'",
        "leave the head out");
  }

  @Test
  void namesForTheValuesOfAVectorAreRefused() {
    TrainingData vectors =
        OnnxTeacherFixture.data(
            Shape.of(2), new float[] {0.5f, 0.25f}, new Head("meaning", new Task.Embedding(3)));
    assertTeacherRefused(
        settings().classes(Map.of("meaning", List.of("2", "1", "0"))).build(),
        vectors,
        "classes has names for the head 'meaning', which is an embedding",
        "leave the head out");
    OnnxTeacherFixture.close(vectors);
  }

  @Test
  void outputsThatAreNotClearAreRefused() {
    assertTeacherRefused(
        GraphBuilder.points(ANY).output("hidden", ANY, 2).output("scores", ANY, 3),
        "has the outputs [hidden, scores]",
        "under outputs");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("ArgMax", "best", List.of("scores"), GraphBuilder.key("axis", 1))
            .output("best", DataType.INT64, ANY, 1),
        "'best'",
        "of the type INT64");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("Softmax", "shares", List.of("scores"), GraphBuilder.key("axis", 1))
            .node(
                "ai.onnx.ml",
                "ZipMap",
                "by class",
                List.of("shares"),
                GraphBuilder.texts("classlabels_strings", "a", "b", "c"))
            .outputOfAnyType("by class"),
        "'by class'",
        "zipmap");
  }

  @Test
  void samplesThatDoNotFitAreRefused() {
    assertTeacherRefused(
        new GraphBuilder()
            .input("image", ANY, 3, 4, 4)
            .node("GlobalAveragePool", "mean", List.of("image"))
            .output("mean", ANY, 3, 1, 1),
        "takes samples of the shape 3x4x4 at its input 'image'",
        "data have the shape 2");
    assertTeacherRefused(
        new GraphBuilder()
            .input("x", ANY, 2)
            .input("y", ANY, 2)
            .node("Add", "z", List.of("x", "y"))
            .output("z", ANY, 2),
        "has the inputs [x, y]",
        "export a model with one");
    assertTeacherRefused(
        new GraphBuilder()
            .input("bytes", DataType.UINT8, ANY, 2)
            .node("Cast", "z", List.of("bytes"), GraphBuilder.key("to", 1))
            .output("z", ANY, 2),
        "reads the input 'bytes'",
        "export it with an input of float");
    assertTeacherRefused(
        new GraphBuilder()
            .input("tokens", DataType.INT64, ANY, 2)
            .node("Cast", "z", List.of("tokens"), GraphBuilder.key("to", 1))
            .output("z", ANY, 2),
        "reads whole numbers at its input 'tokens'",
        "0.5");
    // The declared shape is open, the weights are not.
    assertTeacherRefused(
        new GraphBuilder()
            .input("x", ANY, ANY)
            .floats("w", new float[5 * 3], 5, 3)
            .node("MatMul", "z", List.of("x", "w"))
            .output("z", ANY, 3),
        "cannot predict inputs of the shape 3x2");
  }

  @Test
  void aModelThatNeedsMoreMemoryThanThereIsIsToBeGivenFewerSamples() {
    TensorProto shape =
        TensorProto.newBuilder()
            .setName("shape")
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(2)
            .addInt64Data(1 << 20)
            .addInt64Data(1 << 30)
            .build();
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .tensor(shape)
            .node("ConstantOfShape", "zeros", List.of("shape"))
            .node("ReduceSum", "zero", List.of("zeros"), GraphBuilder.key("keepdims", 0))
            .node("Add", "same", List.of("scores", "zero"))
            .output("same", ANY, 3),
        "Failed to allocate memory",
        "set the teacher's batch lower");
  }

  @Test
  void aModelOfAnotherTaskIsRefused() {
    assertTeacherRefused(
        GraphBuilder.points(ANY).output("hidden", ANY, 2),
        "gives 2 numbers for a sample in 'hidden'",
        "has 3 classes");
  }

  @Test
  void outputsThatDependOnOtherSamplesAreRefused() {
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("ReduceMean", "mean", List.of("scores"), GraphBuilder.key("axes", List.of(0L)))
            .node("Sub", "centred", List.of("scores", "mean"))
            .output("centred", ANY, 3),
        "'centred' differently for a sample",
        "set batch to 1");
    // Alone it is 0/0, which no other number is compared with.
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("ReduceMean", "mean", List.of("scores"), GraphBuilder.key("axes", List.of(0L)))
            .node("Sub", "centred", List.of("scores", "mean"))
            .node("Mul", "squares", List.of("centred", "centred"))
            .node(
                "ReduceMean", "variance", List.of("squares"), GraphBuilder.key("axes", List.of(0L)))
            .node("Sqrt", "deviation", List.of("variance"))
            .node("Div", "scaled", List.of("centred", "deviation"))
            .output("scaled", ANY, 3),
        "'scaled' differently for a sample",
        "set batch to 1");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("RandomNormalLike", "noise", List.of("scores"))
            .node("Add", "noisy", List.of("scores", "noise"))
            .output("noisy", ANY, 3),
        "'noisy' differently when it is evaluated again",
        "evaluation mode");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("ReduceMean", "mean", List.of("scores"), GraphBuilder.key("axes", List.of(0L)))
            .output("mean", 1, 3),
        "[1, 3] for 3 samples",
        "first axis");
  }

  @Test
  void outputsThatAreNoNumbersAreRefused() {
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("Log", "logarithm", List.of("scores"))
            .output("logarithm", ANY, 3),
        "For sample 1 of the data, the model",
        "gives NaN in 'logarithm'",
        "prepare the data");
  }

  @Test
  void probabilitiesAndLogitsAreNotMistakenForEachOther() {
    assertTeacherRefused(
        settings().as(Form.PROBABILITIES).build(),
        points,
        "For sample 0 of the data, the model",
        "in the output 'scores'",
        "set the teacher's key as to logits");
    GraphBuilder shares =
        GraphBuilder.points(ANY)
            .node("Softmax", "shares", List.of("scores"), GraphBuilder.key("axis", 1));
    Path file = shares.output("shares", ANY, 3).write(folder.resolve("shares.onnx"));
    assertTeacherRefused(
        OnnxTeacherFixture.settings(file).toBuilder().as(Form.LOGITS).build(),
        points,
        "'shares' are probabilities, not logits");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("Softmax", "shares", List.of("scores"), GraphBuilder.key("axis", 1))
            .floats("most", new float[] {0.995f}, 1)
            .node("Mul", "smaller", List.of("shares", "most"))
            .output("smaller", ANY, 3),
        "'smaller' are nearly probabilities",
        "the key as");
  }

  @Test
  void operatorsThatNobodyHasAreNamed() {
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("com.acme", "Swirl", "swirled", List.of("scores"))
            .output("swirled", ANY, 3),
        "custom operators [com.acme:Swirl]",
        "standard operators");
    assertTeacherRefused(
        GraphBuilder.points(ANY)
            .node("Swirl", "swirled", List.of("scores"))
            .output("swirled", ANY, 3),
        "operator 'Swirl'",
        "this ONNX Runtime does not have");
    assertTeacherRefused(
        GraphBuilder.logits(ANY).opset(999), "refuses the model", "export it again");
  }

  private GraphBuilder external(String location, long length) {
    TensorProto.Builder weights =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(2)
            .addDims(3)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    weights.addExternalData(entry("location", location));
    weights.addExternalData(entry("offset", "0"));
    weights.addExternalData(entry("length", Long.toString(length)));
    return new GraphBuilder()
        .input("x", ANY, 2)
        .tensor(weights.build())
        .node("MatMul", "z", List.of("x", "w"))
        .node("Identity", "scores", List.of("z"))
        .output("scores", ANY, 3);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void weightsBesideTheModelAreReadAndMissed() throws IOException {
    assertTeacherRefused(
        external("weights.bin", 24), "'weights.bin', which is not there", "one folder");
    assertTeacherRefused(
        external("../weights.bin", 24), "'../weights.bin'", "relative to the model's folder");
    assertTeacherRefused(
        external("/etc/passwd", 24), "'/etc/passwd'", "relative to the model's folder");
    Path weights = folder.resolve("weights.bin");
    Files.write(weights, new byte[20]);
    assertTeacherRefused(external("weights.bin", 24), "'weights.bin', which is cut off");

    ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
    Files.write(weights, numbers.array());
    Path file = external("weights.bin", 24).write(folder.resolve("model.onnx"));
    String before;
    try (OnnxTeacher teacher =
        OnnxTeacher.open(file, OnnxTeacherFixture.settings(file, List.of("z")), points)) {
      float first = OnnxTeacherFixture.outputs(points, teacher).get("z")[0];
      assertTrue(Math.abs(first - (0.5f * 1 + 0.25f * 4)) < 1e-6, () -> "found " + first);
      before = teacher.fingerprint();
    }
    Files.write(weights, numbers.putFloat(0, 9).array());
    try (OnnxTeacher teacher =
        OnnxTeacher.open(file, OnnxTeacherFixture.settings(file, List.of("z")), points)) {
      assertFalse(before.equals(teacher.fingerprint()), "the fingerprint leaves weights out");
    }
  }

  @Test
  void aRuntimeThatWouldCrashIsNotUsed() throws IOException {
    Path command = Files.write(folder.resolve("cmdline"), new byte[4097]);
    RetortException refused =
        assertThrows(RetortException.class, () -> RuntimeVersion.check("1.29.0", command));
    assertTrue(refused.getMessage().contains("4,096 bytes"), refused.getMessage());

    RuntimeVersion.check("1.28.0", command);
    RuntimeVersion.check("1.29.0", Files.write(command, new byte[4096]));
    RuntimeVersion.check("1.29.0", folder.resolve("no-such-system"));
  }
}
