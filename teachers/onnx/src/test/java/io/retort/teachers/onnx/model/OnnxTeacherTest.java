package io.retort.teachers.onnx.model;

import static io.retort.teachers.onnx.model.GraphBuilder.ANY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.teachers.onnx.OnnxTeacherSettings.Form;
import io.retort.teachers.onnx.OnnxTeacherSettingsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of all forms give what was worked out by hand. */
class OnnxTeacherTest {
  private static final Head CLASS = new Head("class", new Task.SingleLabel(List.of("a", "b", "c")));
  private static final float[] POINTS = {0.5f, 0.25f, -1, 0.5f, 0, -0.75f, 2, 1};

  @TempDir private Path folder;
  private final List<TrainingData> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(OnnxTeacherFixture::close);
  }

  private TrainingData data(Shape shape, float[] inputs, Head... heads) {
    opened.add(OnnxTeacherFixture.data(shape, inputs, heads));
    return opened.get(opened.size() - 1);
  }

  private TrainingData points() {
    return data(Shape.of(2), POINTS, CLASS);
  }

  private Path write(GraphBuilder model) {
    return model.write(folder.resolve("model.onnx"));
  }

  private static float[] scores(int... order) {
    float[] scores = new float[POINTS.length / 2 * 3];
    for (int i = 0; i < scores.length; i++) {
      int point = i / 3 * 2;
      scores[i] = (float) GraphBuilder.scores(POINTS[point], POINTS[point + 1])[order[i % 3]];
    }
    return scores;
  }

  private static float[] softmax(float[] logits) {
    float[] shares = new float[logits.length];
    for (int row = 0; row < logits.length; row += 3) {
      double sum = 0;
      for (int i = row; i < row + 3; i++) {
        sum += Math.exp(logits[i]);
      }
      for (int i = row; i < row + 3; i++) {
        shares[i] = (float) (Math.exp(logits[i]) / sum);
      }
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(longs = {ANY, 1, 3, 50})
  void logitsAreFoundOutWhateverTheBatch(long batch) {
    TrainingData data = points();
    Path file = write(GraphBuilder.logits(batch));

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertEquals(TargetKind.LOGITS, teacher.outputs().get(0).kind());
      assertTrue(teacher.assumptions().toString().contains("'scores' for the head 'class'"));
      assertTrue(teacher.assumptions().toString().contains("taken for logits"));
      assertArrayEquals(
          scores(0, 1, 2), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
    }
  }

  @Test
  void probabilitiesAreFoundOut() {
    TrainingData data = points();
    Path file = write(probabilities());

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertEquals(TargetKind.PROBABILITIES, teacher.outputs().get(0).kind());
      assertTrue(teacher.assumptions().toString().contains("taken for probabilities"));
      assertArrayEquals(
          softmax(scores(0, 1, 2)), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
    }
  }

  private static GraphBuilder probabilities() {
    return GraphBuilder.points(ANY)
        .node("Softmax", "shares", List.of("scores"), GraphBuilder.key("axis", 1))
        .output("shares", ANY, 3);
  }

  @Test
  void oneNumberIsThatOfTheSecondOfTwoClasses() {
    Head head = new Head("mail", new Task.SingleLabel(List.of("ham", "spam")));
    TrainingData data = data(Shape.of(2), POINTS, head);
    GraphBuilder model =
        GraphBuilder.points(ANY)
            .floats("width", new float[] {1, 0}, 2, 1)
            .node("MatMul", "logit", List.of("hidden", "width"))
            .node("Sigmoid", "spam", List.of("logit"));
    Path probability = write(model.output("spam", ANY, 1));
    try (OnnxTeacher teacher =
        OnnxTeacher.open(probability, OnnxTeacherFixture.settings(probability), data)) {
      assertEquals(TargetKind.PROBABILITIES, teacher.outputs().get(0).kind());
      float[] outputs = OnnxTeacherFixture.outputs(data, teacher).get("mail");
      for (int i = 0; i < POINTS.length; i += 2) {
        double share = 1 / (1 + Math.exp(-Math.tanh(POINTS[i] + POINTS[i + 1])));
        assertEquals(1 - share, outputs[i], 1e-6);
        assertEquals(share, outputs[i + 1], 1e-6);
      }
    }
    Path logit =
        write(
            GraphBuilder.points(ANY)
                .floats("width", new float[] {1, 0}, 2, 1)
                .node("MatMul", "logit", List.of("hidden", "width"))
                .output("logit", ANY, 1));
    try (OnnxTeacher teacher = OnnxTeacher.open(logit, OnnxTeacherFixture.settings(logit), data)) {
      assertEquals(TargetKind.LOGITS, teacher.outputs().get(0).kind());
      float[] outputs = OnnxTeacherFixture.outputs(data, teacher).get("mail");
      for (int i = 0; i < POINTS.length; i += 2) {
        assertEquals(0, outputs[i]);
        assertEquals(Math.tanh(POINTS[i] + POINTS[i + 1]), outputs[i + 1], 1e-6);
      }
    }
  }

  @Test
  void nothingIsAssumedThatIsSaid() {
    TrainingData data = points();
    Path file = write(probabilities());

    try (OnnxTeacher teacher =
        OnnxTeacher.open(file, point(file).as(Form.PROBABILITIES).build(), data)) {
      assertEquals(List.of(), teacher.assumptions());
    }
  }

  @Test
  void classesComeInTheOrderOfTheData() {
    TrainingData data = points();
    Path file = write(GraphBuilder.logits(ANY));
    OnnxTeacherSettings settings =
        point(file).classes(Map.of("class", List.of("c", "a", "b"))).build();

    try (OnnxTeacher teacher = OnnxTeacher.open(file, settings, data)) {
      // The model's first score is for c, its second for a.
      assertArrayEquals(
          scores(1, 2, 0), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
    }
  }

  private static OnnxTeacherSettingsBuilder point(Path file) {
    return OnnxTeacherSettings.builder(file).input("point").batch(2).threads(2);
  }

  @Test
  void fileMaySayTheOrderOfItsClasses() {
    TrainingData data = points();
    GraphBuilder model = GraphBuilder.logits(ANY);
    String heads = "[{\"output\": \"%s\", \"x\": {\"y\": [1]}, \"names\": [\"c\", \"a\", \"b\"]}]";
    Path file = write(model.metadata("heads", String.format(heads, "scores")));
    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertArrayEquals(
          scores(1, 2, 0), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
    }
    for (String other : List.of("how many there are", "[1, 2]", "{}", String.format(heads, "x"))) {
      Path unknown = write(GraphBuilder.logits(ANY).metadata("heads", other));
      try (OnnxTeacher teacher =
          OnnxTeacher.open(unknown, OnnxTeacherFixture.settings(unknown), data)) {
        assertArrayEquals(
            scores(0, 1, 2), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
      }
    }
  }

  @Test
  void outputsAreFoundByTheNamesOfHeadsOrByOrder() {
    Head labels = new Head("marks", new Task.MultiLabel(List.of("x", "y")));
    Head value = new Head("size", new Task.Regression(List.of("s")));
    TrainingData data = data(Shape.of(2), POINTS, labels, value);
    GraphBuilder both =
        GraphBuilder.points(ANY)
            .node("Sigmoid", "first", List.of("hidden"))
            .floats("width", new float[] {1, 0}, 2, 1)
            .node("MatMul", "second", List.of("hidden", "width"));
    Path ordered = write(both.output("first", ANY, 2).output("second", ANY, 1));
    try (OnnxTeacher teacher =
        OnnxTeacher.open(ordered, OnnxTeacherFixture.settings(ordered), data)) {
      assertEquals(TargetKind.PROBABILITIES, teacher.outputs().get(0).kind());
      requireHidden(OnnxTeacherFixture.outputs(data, teacher));
    }

    Path named =
        write(
            both.node("Identity", "size", List.of("second"))
                .node("Identity", "marks", List.of("hidden"))
                .output("size", ANY, 1)
                .output("marks", ANY, 2));
    try (OnnxTeacher teacher = OnnxTeacher.open(named, OnnxTeacherFixture.settings(named), data)) {
      assertEquals(TargetKind.LOGITS, teacher.outputs().get(0).kind());
      assertEquals(
          (float) Math.tanh(0.75),
          OnnxTeacherFixture.outputs(data, teacher).get("marks")[0],
          1e-6f);
    }
  }

  private static void requireHidden(Map<String, float[]> outputs) {
    for (int i = 0; i < POINTS.length; i += 2) {
      double sum = Math.tanh(POINTS[i] + POINTS[i + 1]);
      double difference = Math.tanh(POINTS[i] - POINTS[i + 1]);
      assertEquals(1 / (1 + Math.exp(-sum)), outputs.get("marks")[i], 1e-6);
      assertEquals(1 / (1 + Math.exp(-difference)), outputs.get("marks")[i + 1], 1e-6);
      assertEquals(sum, outputs.get("size")[i / 2], 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"DOUBLE", "INT64", "INT32"})
  void inputsAreGivenInTheTypeThatTheModelReads(DataType type) {
    Head value = new Head("sum", new Task.Regression(List.of("s")));
    TrainingData data = data(Shape.of(2), new float[] {1, 2, -3, 16_777_215}, value);
    Path file =
        new GraphBuilder()
            .input("tokens", type, ANY, 2)
            .node(
                "Cast",
                "wide",
                List.of("tokens"),
                GraphBuilder.key("to", DataType.DOUBLE.getNumber()))
            .node(
                "ReduceL1",
                "size",
                List.of("wide"),
                GraphBuilder.key("axes", List.of(1L)),
                GraphBuilder.key("keepdims", 0))
            .output("size", DataType.DOUBLE, ANY)
            .write(folder.resolve("rows.onnx"));

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertArrayEquals(
          new float[] {3, 16_777_218}, OnnxTeacherFixture.outputs(data, teacher).get("sum"));
    }
  }

  @Test
  void imagesAreFlattenedForAModelOfRows() {
    TrainingData data = data(Shape.of(1, 2, 1), POINTS, CLASS);
    Path file = write(GraphBuilder.logits(ANY));

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertArrayEquals(
          scores(0, 1, 2), OnnxTeacherFixture.outputs(data, teacher).get("class"), 1e-6f);
    }
  }

  @Test
  void aModelThatDeclaresNoShapeIsTried() {
    TrainingData data = points();
    Path file =
        write(
            new GraphBuilder()
                .inputOfAnyShape("point")
                .floats("mix", new float[] {1, 0, 0, 0, 1, 0}, 2, 3)
                .node("MatMul", "padded", List.of("point", "mix"))
                .outputOfAnyType("padded"));

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertArrayEquals(
          new float[] {0.5f, 0.25f, 0, -1, 0.5f, 0, 0, -0.75f, 0, 2, 1, 0},
          OnnxTeacherFixture.outputs(data, teacher).get("class"));
    }
  }

  @Test
  void halfFloatsAreReadAsNumbers() {
    TrainingData data = points();
    Path file =
        write(
            GraphBuilder.points(ANY)
                .node(
                    "Cast",
                    "half",
                    List.of("scores"),
                    GraphBuilder.key("to", DataType.FLOAT16.getNumber()))
                .output("half", DataType.FLOAT16, ANY, 3));

    try (OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertArrayEquals(
          scores(0, 1, 2), OnnxTeacherFixture.outputs(data, teacher).get("class"), 2e-3f);
    }
  }

  @Test
  void fingerprintFollowsFileAndSettings() {
    TrainingData data = points();
    Path file = write(GraphBuilder.logits(ANY));
    Path other = probabilities().write(folder.resolve("other.onnx"));
    OnnxTeacherSettings plain = OnnxTeacherFixture.settings(file);
    OnnxTeacherSettings ordered =
        point(file).classes(Map.of("class", List.of("c", "a", "b"))).build();

    try (OnnxTeacher first = OnnxTeacher.open(file, plain, data);
        OnnxTeacher again = OnnxTeacher.open(file, plain, data);
        OnnxTeacher moved = OnnxTeacher.open(file, ordered, data);
        OnnxTeacher changed = OnnxTeacher.open(other, OnnxTeacherFixture.settings(other), data)) {
      assertEquals(first.fingerprint(), again.fingerprint());
      assertNotEquals(first.fingerprint(), moved.fingerprint());
      assertNotEquals(first.fingerprint(), changed.fingerprint());
      // Two teachers of one process do not touch each other.
      assertArrayEquals(
          scores(0, 1, 2), OnnxTeacherFixture.outputs(data, first).get("class"), 1e-6f);
      assertArrayEquals(
          softmax(scores(0, 1, 2)), OnnxTeacherFixture.outputs(data, changed).get("class"), 1e-6f);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    Path file = write(GraphBuilder.logits(ANY));
    TrainingData data = points();
    OnnxTeacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data);
    OnnxTeacher other = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data);

    teacher.close();
    teacher.close();

    assertArrayEquals(scores(0, 1, 2), OnnxTeacherFixture.outputs(data, other).get("class"), 1e-6f);
    other.close();
  }
}
