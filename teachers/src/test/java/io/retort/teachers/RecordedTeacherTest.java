package io.retort.teachers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.augmentation.AugmentationSettings;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Standardization;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.recorded.RecordedTeacherProvider;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three samples, the second of which is for validation, with the classes cat and dog. */
class RecordedTeacherTest {
  private static final Head PET = new Head("pet", new Task.SingleLabel(List.of("cat", "dog")));
  private static final Head TRAITS = new Head("traits", new Task.MultiLabel(List.of("old", "fat")));
  private static final Head WEIGHT = new Head("weight", new Task.Regression(List.of("kg")));
  private static final Head MEANING = new Head("meaning", new Task.Embedding(2));

  @TempDir Path folder;

  private final InMemorySamples all = samples();
  private final InMemorySamples test = samples();
  private final Samples train = new Subset(all, new int[] {2, 0});
  private final Samples validation = new Subset(all, new int[] {1});

  @AfterEach
  void close() {
    all.close();
    test.close();
  }

  private static InMemorySamples samples() {
    return new InMemorySamples(
        Tensor.of(Shape.of(3, 1), 5, 6, 7), Map.of("pet", new Target.Classes(new int[] {0, 1, 1})));
  }

  @Test
  void rowsAreThoseOfTheDataSetHoweverItIsSplit() {
    try (Teacher teacher =
        teacher("probability:cat,probability:dog", "0.9,0.1", "0.2,0.8", "0.4,0.6")) {
      assertEquals(
          List.of(new TeacherOutput("pet", TargetKind.PROBABILITIES, Shape.of(2))),
          teacher.outputs());
      assertOutputs(teacher, train, new int[] {0, 1}, 0.4f, 0.6f, 0.9f, 0.1f);
      assertOutputs(teacher, train, new int[] {1, 1}, 0.9f, 0.1f, 0.9f, 0.1f);
      assertOutputs(teacher, validation, new int[] {0}, 0.2f, 0.8f);
    }
  }

  @Test
  void viewsOfSamplesAreRefused() {
    AugmentationSettings augmentation =
        new AugmentationSettings(
            List.of((input, preparation) -> (values, random) -> values[0]++), 2, 1);
    try (Teacher teacher =
        teacher("probability:cat,probability:dog", "0.9,0.1", "0.2,0.8", "0.4,0.6")) {
      TrainingData data =
          augmentation.of(new TrainingData(Shape.of(1), List.of(PET), train, validation));
      assertRefused(
          () -> teacher.require(data.train()),
          "are for samples as they are, but the student's training has an 'augmentation'");
      teacher.require(data.validation());
    }
  }

  @Test
  void aCompressedFileIsReadAsAPlainOne() throws IOException {
    Path file = folder.resolve("outputs.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "probability:cat,probability:dog\n0.9,0.1\n0.2,0.8\n0.4,0.6\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    try (Teacher teacher =
        new RecordedTeacherProvider()
            .create(new RecordedTeacherSettings(file, Optional.empty()), context(List.of(PET)))) {
      assertOutputs(teacher, train, new int[] {0, 1}, 0.4f, 0.6f, 0.9f, 0.1f);
    }
  }

  @Test
  void columnSampleNamesTheSample() {
    try (Teacher teacher =
        teacher("logit:dog,x,sample,logit:cat", "-1,a,2,3", "-4,b,0,4", "5,c,1,-5")) {
      assertEquals(TargetKind.LOGITS, teacher.outputs().get(0).kind());
      assertOutputs(teacher, train, new int[] {0, 1}, 3, -1, 4, -4);
      assertOutputs(teacher, validation, new int[] {0}, -5, 5);
    }
  }

  @Test
  void blanksWithinQuotesBelongToAClass() throws IOException {
    Head blank = new Head("pet", new Task.SingleLabel(List.of(" cat", "dog")));
    try (Teacher teacher =
        read(
            List.of(blank),
            Optional.empty(),
            " logit:dog ,\"logit: cat\"",
            " 1, 2",
            "3,4",
            "5,6")) {
      assertOutputs(teacher, validation, new int[] {0}, 4, 3);
    }
  }

  /** As 'retort label' writes images. */
  @Test
  void aFileMayHaveAnyNumberOfColumnsBesides() {
    String zeros = "0,".repeat(20_000);
    try (Teacher teacher =
        teacher(
            numbered(20_000) + "logit:cat,logit:dog",
            zeros + "1,2",
            zeros + "3,4",
            zeros + "5,6")) {
      assertOutputs(teacher, validation, new int[] {0}, 3, 4);
    }
  }

  private static String numbered(int columns) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      names.append("input:").append(i).append(',');
    }
    return names.toString();
  }

  @Test
  void roundedProbabilitiesAreDividedByTheirSum() {
    try (Teacher teacher =
        teacher("probability:cat,probability:dog", "0.9,0.108", "0.2,0.8", "0.4,0.6")) {
      assertOutputs(teacher, train, new int[] {1}, 0.9f / 1.008f, 0.108f / 1.008f);
    }
  }

  @Test
  void logProbabilitiesMayBeImpossible() {
    try (Teacher teacher =
        teacher(
            "log-probability:cat,log-probability:dog", "0,-inf", "-0.693147,-0.693147", "-inf,0")) {
      assertOutputs(teacher, train, new int[] {1}, 0, Float.NEGATIVE_INFINITY);
    }
  }

  @Test
  void blanksAroundNamesCountOnlyWhereNamesHaveThem() throws IOException {
    Head blanks = new Head("pet", new Task.SingleLabel(List.of("cat", "cat ")));
    try (Teacher teacher =
        read(
            List.of(blanks),
            Optional.empty(),
            "\"logit:pet:cat \",logit:pet:cat",
            "1,2",
            "3,4",
            "5,6")) {
      assertOutputs(teacher, validation, new int[] {0}, 4, 3);
    }
    try (Teacher teacher = teacher(" logit:cat , logit:dog", "1,2", "3,4", "5,6")) {
      assertOutputs(teacher, validation, new int[] {0}, 3, 4);
    }
  }

  @Test
  void aFileMayHaveAsManyOtherColumnsAsThereAreInputs() {
    String inputs =
        IntStream.range(0, 20_531).mapToObj(i -> "input:" + i).collect(Collectors.joining(","));
    String zeros = ",0".repeat(20_530);
    try (Teacher teacher =
        teacher(
            inputs + ",logit:cat,logit:dog",
            "0" + zeros + ",1,2",
            "0" + zeros + ",3,4",
            "0" + zeros + ",5,6")) {
      assertOutputs(teacher, validation, new int[] {0}, 3, 4);
    }
  }

  @Test
  void headsOfAllTasksLieInOneFile() throws IOException {
    try (Teacher teacher =
        read(
            List.of(PET, TRAITS, WEIGHT),
            Optional.empty(),
            "value:weight:kg,probability:traits:old,probability:traits:fat,logit:pet:cat,logit:pet:dog",
            "4.5,1,1,-2,2",
            "5.5,0,0.5,1,2",
            "6.5,0,0,3,2")) {
      assertEquals(
          List.of(
              new TeacherOutput("pet", TargetKind.LOGITS, Shape.of(2)),
              new TeacherOutput("traits", TargetKind.PROBABILITIES, Shape.of(2)),
              new TeacherOutput("weight", TargetKind.VALUES, Shape.of(1))),
          teacher.outputs());
      assertArrayEquals(new float[] {5.5f}, evaluate(teacher, "weight", validation, new int[] {0}));
      assertArrayEquals(
          new float[] {0, 0.5f}, evaluate(teacher, "traits", validation, new int[] {0}));
      assertArrayEquals(new float[] {1, 2}, evaluate(teacher, "pet", validation, new int[] {0}));
    }
  }

  @Test
  void valuesAreRecordedInTheUnitsOfTheData() throws IOException {
    Head scaled =
        new Head(
            "weight", new Task.Regression(List.of("kg"), List.of(new Standardization(4.5, 0.5))));
    try (Teacher teacher =
        read(List.of(scaled), Optional.empty(), "value:kg", "4.5", "5.5", "6.5")) {
      // (5.5 − 4.5) / 0.5
      assertArrayEquals(new float[] {2}, evaluate(teacher, "weight", validation, new int[] {0}));
    }
  }

  @Test
  void aVectorHasAsManyValuesAsThereAreColumnsInTheOrderOfTheirNumbers() throws IOException {
    for (String head : List.of("", "meaning:")) {
      String header = "value:2,value:0,note,value:1".replace("value:", "value:" + head);
      try (Teacher teacher =
          read(List.of(MEANING), Optional.empty(), header, "3,1,x,2", "6,4,,5", "9,7,,8")) {
        assertEquals(
            List.of(new TeacherOutput("meaning", TargetKind.VALUES, Shape.of(3))),
            teacher.outputs());
        assertArrayEquals(
            new float[] {4, 5, 6}, evaluate(teacher, "meaning", validation, new int[] {0}));
      }
    }
  }

  @Test
  void aVectorWithoutColumnsOrWithWrongNumbersIsRefused() {
    assertRefused(
        () -> read(List.of(MEANING), Optional.empty(), "value:1,value:2", "1,2", "3,4", "5,6"),
        "line 1: the embedding 'meaning' of the data needs the columns value:0, 1 and so on",
        "[value:1, value:2]");
    assertRefused(
        () -> read(List.of(MEANING, WEIGHT), Optional.empty(), "value:0,value:weight:kg", "1,2"),
        "the columns value:meaning:0, 1 and so on");
    assertRefused(
        () -> read(List.of(MEANING), Optional.empty(), "value:0,value:1", "1,2", "3,NaN", "5,6"),
        "line 3: the value of '1' is 'NaN'");
  }

  @Test
  void testSamplesOfTheDataSetHaveTheirOwnFile() throws IOException {
    String[] header = {"logit:cat,logit:dog", "1,2", "3,4", "5,6"};
    Path testFile = write("test.csv", "logit:cat,logit:dog", "7,8", "9,10", "11,12");
    try (Teacher teacher = read(List.of(PET), Optional.of(testFile), header)) {
      teacher.require(test);
      assertOutputs(teacher, test, new int[] {2}, 11, 12);
      assertOutputs(teacher, validation, new int[] {0}, 3, 4);
    }
    try (Teacher teacher = read(List.of(PET), Optional.empty(), header)) {
      teacher.require(train);
      RetortException refused = assertThrows(RetortException.class, () -> teacher.require(test));
      assertTrue(refused.getMessage().contains("under the key test"), refused::getMessage);
    }
  }

  @Test
  void fingerprintIsThatOfTheOutputsInTheOrderOfTheSamples() {
    String ordered = fingerprint("logit:cat,logit:dog", "1,2", "3,4", "5,6");
    assertEquals(ordered, fingerprint("sample,logit:cat,logit:dog", "1,3,4", "2,5,6", "0,1,2"));
    assertNotEquals(ordered, fingerprint("logit:cat,logit:dog", "1,2", "3,4", "5,6.01"));
    assertNotEquals(ordered, fingerprint("logit:cat,logit:dog", "5,6", "3,4", "1,2"));
  }

  @Test
  void aFileForOtherDataIsRefused() {
    String header = "probability:cat,probability:dog";
    assertCsvRefused("2 rows, but the data set has 3", header, "0.9,0.1", "0.2,0.8");
    assertCsvRefused("have no rows", header);
    assertCsvRefused(
        "needs the columns [logit:cat, logit:dog], or", "probability:a,probability:b", "1,0");
    assertCsvRefused("needs the columns [probability:dog]", "probability:cat,logit:x", "1,0");
    assertCsvRefused("two columns called 'logit:cat'", "logit:cat,logit:cat", "1,0");
    assertCsvRefused("are empty");
  }

  @Test
  void aWrongNumberIsRefusedWithItsLine() {
    String header = "probability:cat,probability:dog";
    assertCsvRefused("line 3: the probability of 'dog' is 'NaN'", header, "0.9,0.1", "0.2,NaN");
    assertCsvRefused("line 2: the probability of 'cat' is ''", header, ",1");
    assertCsvRefused("line 2: the probability of 'cat' is '-0.1'", header, "-0.1,1.1");
    assertCsvRefused(
        "line 3: the probabilities of the head 'pet' have the sum 1.1000", header, "1,0", "1,0.1");
    assertCsvRefused("line 2: the row has 3 cells", header, "1,0,0");
    assertCsvRefused(
        "line 2: the logit of 'cat' is 'Infinity'", "logit:cat,logit:dog", "Infinity,0");
    assertCsvRefused(
        "line 2: the log-probability of 'cat' is '0.5'",
        "log-probability:cat,log-probability:dog",
        "0.5,0");
  }

  @Test
  void whatOnlyJavaTakesForANumberIsNone() {
    for (String cell : List.of("1d", "0x1p3", "1f", "+Infinity", "1_0", "1e", "\u0661")) {
      assertCsvRefused(
          "line 2: the logit of 'cat' is '" + cell + "'", "logit:cat,logit:dog", cell + ",0");
    }
    String header = "sample,logit:cat,logit:dog";
    assertCsvRefused("line 2: the sample is '+1'", header, "+1,2,3", "0,4,5");
  }

  @Test
  void probabilitiesCalledLogitsAreRefused() {
    assertCsvRefused(
        "so they are probabilities", "logit:cat,logit:dog", "0.9,0.1", "0.2,0.8", "0.4,0.6");
  }

  @Test
  void everySampleHasOneRow() {
    String header = "sample,logit:cat,logit:dog";
    assertCsvRefused("two rows for sample 1", header, "1,2,3", "1,4,5", "0,4,5");
    assertCsvRefused("samples up to 3, but none for 2;", header, "1,2,3", "3,4,5", "0,4,5");
    assertCsvRefused(
        "none for 0, 1, 2, 3, 4 and others;", header, "9,2,3", "8,4,5", "999999999,4,5");
    assertCsvRefused("line 3: the sample is '-1'", header, "1,2,3", "-1,4,5", "0,4,5");
  }

  @Test
  void jsonLinesNameTheOutputsByTheirKeys() throws IOException {
    List<String> lines =
        List.of(
            "{\"sample\": 2, \"text\": \"Meow\", \"probability\": {\"cat\": 0.4, \"dog\": 0.6}}",
            "",
            "{\"probability\": {\"dog\": 0.1, \"bird\": 7, \"cat\": 0.9}, \"tags\": [1, {}],"
                + " \"sample\": 0}",
            "{\"sample\": 1, \"probability\": {\"pet\": {}, \"cat\": 2e-1, \"dog\": \"0.8\"}}");
    try (Teacher teacher = json(lines)) {
      assertEquals(TargetKind.PROBABILITIES, teacher.outputs().get(0).kind());
      assertOutputs(teacher, train, new int[] {0, 1}, 0.4f, 0.6f, 0.9f, 0.1f);
      assertOutputs(teacher, validation, new int[] {0}, 0.2f, 0.8f);
    }
  }

  @Test
  void jsonLinesWithMistakesAreRefusedWithTheirLine() {
    String right = "{\"logit\": {\"cat\": 1, \"dog\": 2}}";
    assertJsonRefused(
        "line 2: the logit of 'dog' is ''", right, "{\"logit\": {\"cat\": 1}}", right);
    assertJsonRefused(
        "line 3: the logit of 'cat' is 'null'",
        right,
        right,
        "{\"logit\": {\"cat\": null, \"dog\": 2}}");
    assertJsonRefused("line 2: there is no object", right, "[1]", right);
    assertJsonRefused(
        "line 2: this object has 'sample', and the first one has not",
        right,
        "{\"sample\": 2, \"logit\": {\"cat\": 1, \"dog\": 2}}",
        "{\"sample\": 1, \"logit\": {\"cat\": 1, \"dog\": 2}}");
    assertJsonRefused("line 4: this is not JSON", right, right, "{\"logit\": {\"cat\": 1, ");
    assertJsonRefused("line 2: this is not JSON: duplicate", right, "{\"logit\": 1, \"logit\": 2}");
    assertJsonRefused(
        "two values called 'logit:cat'", right, "{\"logit:cat\": 1, \"logit\": {\"cat\": 2}}");
    assertJsonRefused("needs the columns", "{\"cat\": 1, \"dog\": 2}");
    assertJsonRefused("have 1 rows, but the data set has 3 training samples", right);
    assertJsonRefused("are empty");
  }

  private void assertJsonRefused(String reason, String... lines) {
    assertRefused(() -> json(List.of(lines)), reason, "outputs.jsonl");
  }

  private Teacher json(List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve("outputs.jsonl"), lines);
    return new RecordedTeacherProvider()
        .create(new RecordedTeacherSettings(file, Optional.empty()), context(List.of(PET)));
  }

  @Test
  void aMissingFileIsNamed() {
    RetortException refused =
        assertThrows(
            RetortException.class,
            () ->
                new RecordedTeacherProvider()
                    .create(
                        new RecordedTeacherSettings(Path.of("none.csv"), Optional.empty()),
                        context(List.of(PET))));
    assertTrue(refused.getMessage().contains("none.csv do not exist"), refused::getMessage);
  }

  private void assertCsvRefused(String reason, String... lines) {
    assertRefused(() -> teacher(lines), reason, "outputs.csv");
  }

  private String fingerprint(String... lines) {
    try (Teacher teacher = teacher(lines)) {
      return teacher.fingerprint();
    }
  }

  private Teacher teacher(String... lines) {
    try {
      return read(List.of(PET), Optional.empty(), lines);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  private Teacher read(List<Head> heads, Optional<Path> testFile, String... lines)
      throws IOException {
    return new RecordedTeacherProvider()
        .create(new RecordedTeacherSettings(write("outputs.csv", lines), testFile), context(heads));
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private TestContext context(List<Head> heads) {
    return new TestContext(folder, 1).with(new TrainingData(Shape.of(1), heads, train, validation));
  }

  private static void assertOutputs(
      Teacher teacher, Samples source, int[] samples, float... expected) {
    assertArrayEquals(expected, evaluate(teacher, "pet", source, samples), 1e-6f);
  }

  private static float[] evaluate(Teacher teacher, String output, Samples source, int[] samples) {
    Shape shape =
        teacher.outputs().stream()
            .filter(each -> each.name().equals(output))
            .findFirst()
            .orElseThrow()
            .shape();
    try (Tensor inputs = Tensor.allocate(Shape.of(samples.length, 1));
        Tensor outputs = Tensor.allocate(shape.batch(samples.length))) {
      teacher.evaluate(new Batch(source, samples, inputs), Map.of(output, outputs));
      return outputs.toArray();
    }
  }
}
