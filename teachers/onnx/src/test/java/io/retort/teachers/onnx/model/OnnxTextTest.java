package io.retort.teachers.onnx.model;

import static io.retort.teachers.onnx.model.GraphBuilder.ANY;
import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.data.TableFormat;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Shape;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.teachers.onnx.OnnxTeacherSettings.Pooling;
import io.retort.teachers.onnx.OnnxTeacherSettingsBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that read texts, which the student need not. */
class OnnxTextTest {
  private static final Head CLASS = new Head("class", new Task.SingleLabel(List.of("a", "b")));
  private static final List<String> TEXTS = List.of("bcd", "b", "", "ddddddd", "cc", "dcb");

  @TempDir private Path folder;
  private TrainingData opened;

  /** The token of a letter is its place in the alphabet; a is padding. */
  private record Letters() implements Tokenizer {
    @Override
    public int vocabulary() {
      return 26;
    }

    @Override
    public int[] tokens(String text, int most) {
      return text.chars().limit(most).map(letter -> letter - 'a').toArray();
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer("letters", Map.of());
    }
  }

  /** Samples with texts beside a number, which the student reads. */
  private static final class Texts extends ForwardingSamples {
    Texts(Samples samples) {
      super(samples);
    }

    @Override
    public Optional<RawRows> rows() {
      return Optional.of(sample -> Map.of("text", TEXTS.get(sample)));
    }
  }

  private TrainingData texts(Head... heads) {
    opened = OnnxTeacherFixture.data(Shape.of(1), new float[TEXTS.size()], heads);
    InputColumn column = InputColumn.Text.of("text", new Letters(), 1);
    return new TrainingData(
        Shape.of(1),
        List.of(heads),
        new Texts(opened.train()),
        new Texts(opened.validation()),
        new InputPreparation.Table(List.of(column), TableFormat.USUAL));
  }

  @AfterEach
  void close() {
    OnnxTeacherFixture.close(opened);
  }

  /** Embeds each token i as [i, −i]. */
  private static GraphBuilder embedding(long batch, long length) {
    float[] vectors = new float[26 * 2];
    for (int i = 0; i < 26; i++) {
      vectors[2 * i] = i;
      vectors[2 * i + 1] = -i;
    }
    return new GraphBuilder()
        .input("input_ids", DataType.INT64, batch, length)
        .floats("vectors", vectors, 26, 2)
        .node("Gather", "states", List.of("vectors", "input_ids"));
  }

  private static GraphBuilder masked(long batch, long length) {
    return embedding(batch, length)
        .input("attention_mask", DataType.INT64, batch, length)
        .node("Cast", "mask", List.of("attention_mask"), GraphBuilder.key("to", 1));
  }

  private OnnxTeacherSettings settings(
      GraphBuilder model, int batch, int length, Pooling pooling, boolean normalise) {
    Path file = model.write(folder.resolve("model.onnx"));
    OnnxTeacherSettingsBuilder settings =
        OnnxTeacherSettings.builder(file)
            .batch(batch)
            .tokenizer(new Letters())
            .length(length)
            .normalise(normalise)
            .threads(1);
    return (pooling == null ? settings : settings.pooling(pooling)).build();
  }

  private static float[] about(TrainingData data, OnnxTeacherSettings settings, String output) {
    try (OnnxTeacher teacher = OnnxTeacher.open(settings.path(), settings, data)) {
      return OnnxTeacherFixture.outputs(data, teacher).get(output);
    }
  }

  /** With any batch, whatever is padded, in the order of the samples. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 100})
  void meansAreOverTheTokensThatAreThere(int batch) {
    OnnxTeacherSettings settings =
        settings(masked(ANY, ANY).output("states", ANY, ANY, 2), batch, 5, Pooling.MEAN, false);

    // b is 1, c is 2, d is 3; five d's of seven are read.
    assertArrayEquals(
        new float[] {2, -2, 1, -1, 0, 0, 3, -3, 2, -2, 2, -2},
        about(texts(), settings, "states"),
        1e-6f);
  }

  @Test
  void withoutAMaskNothingIsPadded() {
    // The mean over all steps that the model is given.
    GraphBuilder model =
        embedding(ANY, ANY)
            .node(
                "ReduceMean",
                "width",
                List.of("states"),
                GraphBuilder.key("axes", List.of(1L)),
                GraphBuilder.key("keepdims", 0))
            .output("width", ANY, 2);

    // A text without tokens is one step of padding.
    assertArrayEquals(
        new float[] {2, -2, 1, -1, 0, 0, 3, -3, 2, -2, 2, -2},
        about(texts(), settings(model, 100, 100, null, false), "width"),
        1e-6f);
  }

  @Test
  void theFirstTokenMayStandForTheText() {
    OnnxTeacherSettings settings =
        settings(masked(ANY, ANY).output("states", ANY, ANY, 2), 3, 9, Pooling.FIRST, false);

    assertArrayEquals(
        new float[] {1, -1, 1, -1, 0, 0, 3, -3, 2, -2, 3, -3},
        about(texts(), settings, "states"),
        1e-6f);
  }

  @Test
  void embeddingsCanHaveTheLengthOne() {
    OnnxTeacherSettings settings =
        settings(masked(ANY, ANY).output("states", ANY, ANY, 2), 3, 9, Pooling.MEAN, true);
    float half = (float) Math.sqrt(0.5);

    assertArrayEquals(
        new float[] {half, -half, half, -half, 0, 0, half, -half, half, -half, half, -half},
        about(texts(), settings, "states"),
        1e-6f);
  }

  @Test
  void modelsOfOneSizeAreFilledUp() {
    OnnxTeacherSettings settings =
        settings(masked(4, 3).output("states", 4, 3, 2), 256, 9, Pooling.MEAN, false);

    assertArrayEquals(
        new float[] {2, -2, 1, -1, 0, 0, 3, -3, 2, -2, 2, -2},
        about(texts(), settings, "states"),
        1e-6f);
  }

  /** Without a mask such a model cannot tell padding from text, unless by the token. */
  @Test
  void fillingUpWithoutAMaskIsSaid() {
    TrainingData data = texts();
    GraphBuilder withMask = masked(4, 3).output("states", 4, 3, 2);
    GraphBuilder ofAnyLength = embedding(4, ANY).output("states", 4, ANY, 2);
    GraphBuilder neither = embedding(4, 3).output("states", 4, 3, 2);

    assertEquals(List.of(), assumptions(data, withMask));
    assertEquals(List.of(), assumptions(data, ofAnyLength));
    List<String> said = assumptions(data, neither);
    assertEquals(1, said.size());
    assertTrue(said.get(0).contains("model.onnx takes 3 tokens at its input"), said.get(0));
    assertTrue(said.get(0).contains("no attention_mask"), said.get(0));
  }

  private List<String> assumptions(TrainingData data, GraphBuilder model) {
    OnnxTeacherSettings settings = settings(model, 9, 9, Pooling.MEAN, false);
    try (OnnxTeacher teacher = OnnxTeacher.open(settings.path(), settings, data)) {
      return teacher.assumptions();
    }
  }

  private static TensorProto axis(String name, long axis) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64.getNumber())
        .addDims(1)
        .addInt64Data(axis)
        .build();
  }

  /** A classifier: the sum of the embedded tokens that are there, as logits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void classifiersOfTextsTeachTheirHead(int batch) {
    GraphBuilder model =
        masked(ANY, ANY)
            .input("token_type_ids", DataType.INT64, ANY, ANY)
            .tensor(axis("last", 2))
            .tensor(axis("time", 1))
            .node("Unsqueeze", "wide", List.of("mask", "last"))
            .node("Mul", "there", List.of("states", "wide"))
            .node("ReduceSum", "logits", List.of("there", "time"), GraphBuilder.key("keepdims", 0))
            .output("logits", ANY, 2);

    assertArrayEquals(
        new float[] {6, -6, 1, -1, 0, 0, 21, -21, 4, -4, 6, -6},
        about(texts(CLASS), settings(model, batch, 9, null, false), "class"),
        1e-6f);
  }

  @Test
  void settingsChangeTheFingerprint() {
    GraphBuilder model = masked(ANY, ANY).output("states", ANY, ANY, 2);
    TrainingData data = texts();
    assertNotEquals(
        fingerprint(data, settings(model, 6, 9, Pooling.MEAN, false)),
        fingerprint(data, settings(model, 6, 9, Pooling.FIRST, false)));
    assertNotEquals(
        fingerprint(data, settings(model, 6, 9, Pooling.MEAN, false)),
        fingerprint(data, settings(model, 6, 8, Pooling.MEAN, false)));
    assertEquals(
        fingerprint(data, settings(model, 6, 9, Pooling.MEAN, true)),
        fingerprint(data, settings(model, 6, 9, Pooling.MEAN, true)));
  }

  private static String fingerprint(TrainingData data, OnnxTeacherSettings settings) {
    try (OnnxTeacher teacher = OnnxTeacher.open(settings.path(), settings, data)) {
      return teacher.fingerprint();
    }
  }

  /** Of a model that knows positions 0 to 2, and is given one behind a text. */
  @Test
  void textsThatAreTooLongForTheModelAreToBeCutShorter() {
    GraphBuilder model =
        embedding(ANY, ANY)
            .floats("positions", new float[] {0, 0, 0}, 3)
            .tensor(axis("time", 1))
            .tensor(axis("none", 0))
            .node("Shape", "shape", List.of("input_ids"))
            .node("Gather", "steps", List.of("shape", "time"))
            .node("Squeeze", "last", List.of("steps", "none"))
            .node("Gather", "position", List.of("positions", "last"))
            .node("Add", "placed", List.of("states", "position"))
            .output("placed", ANY, ANY, 2);

    assertRefused(
        () -> fingerprint(texts(), settings(model, 1, 7, Pooling.MEAN, false)),
        "cannot predict texts of up to 3 tokens",
        "set the teacher's length");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    GraphBuilder states = masked(ANY, ANY).output("states", ANY, ANY, 2);
    TrainingData data = texts();
    assertRefused(
        () -> fingerprint(data, settings(states, 6, 9, null, false)),
        "'states' for every token; say with pooling");
    GraphBuilder other =
        masked(ANY, ANY)
            .input("position_ids", DataType.INT64, ANY, ANY)
            .output("states", ANY, ANY, 2);
    assertRefused(
        () -> fingerprint(data, settings(other, 6, 9, Pooling.MEAN, false)),
        "has the input 'position_ids'");
    assertRefused(
        () -> fingerprint(data, settings(GraphBuilder.logits(ANY), 6, 9, null, false)),
        "reads 'point' not as whole numbers");
    assertRefused(
        () -> fingerprint(opened, settings(states, 6, 9, Pooling.MEAN, false)),
        "the data have no texts");
    TrainingData unkept =
        new TrainingData(
            Shape.of(1), List.of(), opened.train(), opened.validation(), data.preparation());
    assertRefused(
        () -> fingerprint(unkept, settings(states, 6, 9, Pooling.MEAN, false)),
        "kept their tokens alone");
  }

  /** Only one that no text of the trial has would go unnoticed until it comes. */
  @ParameterizedTest
  @ValueSource(ints = {25, 26, 27})
  void aTokenizerWithMoreTokensThanTheModelEmbedsIsRefused(int embedded) {
    GraphBuilder model =
        new GraphBuilder()
            .input("input_ids", DataType.INT64, ANY, ANY)
            .floats("vectors", new float[embedded], embedded, 1)
            .node("Cast", "small", List.of("input_ids"), GraphBuilder.key("to", 6))
            .node("Gather", "states", List.of("vectors", "small"))
            .output("states", ANY, ANY, 1);
    OnnxTeacherSettings settings = settings(model, 1, 7, Pooling.MEAN, false);
    if (embedded < new Letters().vocabulary()) {
      assertRefused(() -> fingerprint(texts(), settings), "has 26 tokens", "embeds 25");
    } else {
      assertFalse(fingerprint(texts(), settings).isEmpty());
    }
  }

  @Test
  void aModelOfTextsNeedsItsTokenizer() {
    GraphBuilder model = masked(ANY, ANY).output("states", ANY, ANY, 2);
    Path file = model.write(folder.resolve("model.onnx"));
    assertRefused(
        () -> fingerprint(texts(), OnnxTeacherSettings.builder(file).build()),
        "[input_ids, attention_mask], as models of texts do; name its tokenizer");
  }

  /** The student's width is its own matter. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anEmbeddingIsTheFirstOutputWhateverItsWidth(int width) {
    GraphBuilder model =
        masked(ANY, ANY)
            .node("Identity", "again", List.of("states"))
            .output("states", ANY, ANY, 2)
            .output("again", ANY, ANY, 2);
    assertArrayEquals(
        new float[] {2, -2, 1, -1, 0, 0, 3, -3, 2, -2, 2, -2},
        about(
            texts(new Head("meaning", new Task.Embedding(width))),
            settings(model, 4, 5, Pooling.MEAN, false),
            "meaning"),
        1e-6f);
  }
}
