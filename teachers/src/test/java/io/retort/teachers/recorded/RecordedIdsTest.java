package io.retort.teachers.recorded;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.data.Batch;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.RecordedTeacherSettings;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs of the samples x, y and z, the second of which is for validation, found by their ids. */
class RecordedIdsTest {
  private static final Head PET = new Head("pet", new Task.SingleLabel(List.of("cat", "dog")));
  private static final String X = "{\"id\": \"x\", \"logit\": {\"cat\": 1, \"dog\": 2}}";
  private static final String Y = "{\"id\": \"y\", \"logit\": {\"cat\": 3, \"dog\": 4}}";
  private static final String Z = "{\"id\": \"z\", \"logit\": {\"cat\": 5, \"dog\": 6}}";

  @TempDir private Path folder;

  private final InMemorySamples values =
      new InMemorySamples(
          Tensor.of(Shape.of(3, 1), 5, 6, 7),
          Map.of("pet", new Target.Classes(new int[] {0, 1, 1})));
  private final Samples named = new Named(values, List.of("x", "y", "z"));

  @AfterEach
  void close() {
    values.close();
  }

  /** Samples with ids. */
  private static final class Named extends ForwardingSamples {
    private final List<String> ids;

    Named(Samples samples, List<String> ids) {
      super(samples);
      this.ids = ids;
    }

    @Override
    public Optional<String> id(int sample) {
      return Optional.of(ids.get(sample));
    }

    @Override
    public Samples origin() {
      return this;
    }
  }

  private Teacher teacher(Samples all, Optional<Path> test, String... lines) throws IOException {
    return teacher(all, test, Optional.of("id"), lines);
  }

  private Teacher teacher(Samples all, Optional<Path> test, Optional<String> id, String... lines)
      throws IOException {
    Path file = Files.write(folder.resolve("outputs.jsonl"), List.of(lines));
    TrainingData data =
        new TrainingData(
            Shape.of(1),
            List.of(PET),
            new Subset(all, new int[] {2, 0}),
            new Subset(all, new int[] {1}));
    return new RecordedTeacherProvider()
        .create(new RecordedTeacherSettings(file, test, id), new TestContext(folder, 1).with(data));
  }

  private Teacher teacher(String... lines) throws IOException {
    return teacher(named, Optional.empty(), lines);
  }

  private static float[] outputs(Teacher teacher, Samples source, int... samples) {
    try (Tensor inputs = Tensor.allocate(Shape.of(samples.length, 1));
        Tensor outputs = Tensor.allocate(Shape.of(samples.length, 2))) {
      teacher.evaluate(new Batch(source, samples, inputs), Map.of("pet", outputs));
      return outputs.toArray();
    }
  }

  @Test
  void rowsStandInAnyOrderBesideThoseOfOthers() throws IOException {
    String other = "{\"id\": 7, \"logit\": {\"cat\": 0, \"dog\": 9}}";
    try (Teacher teacher = teacher(Z, other, X, Y)) {
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, outputs(teacher, named, 0, 1, 2));
      assertArrayEquals(new float[] {5, 6}, outputs(teacher, new Subset(named, new int[] {2}), 0));
    }
  }

  /** Data frames write 17.0 where a column has gaps, and tables of JSON lines have 17 for it. */
  @Test
  void wholeNumbersAreTheSameIdHoweverTheyAreWritten() throws IOException {
    Samples numbered = new Named(values, List.of("17", "18.0", "v1.0"));
    String[] lines = {
      Z.replace("\"z\"", "\"v1.0\""), Y.replace("\"y\"", "18"), X.replace("\"x\"", "17.0")
    };
    try (Teacher teacher = teacher(numbered, Optional.empty(), lines)) {
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, outputs(teacher, numbered, 0, 1, 2));
    }
    String again = X.replace("\"x\"", "17");
    assertRefused(
        () -> teacher(numbered, Optional.empty(), lines[0], lines[1], lines[2], again),
        "second row of the id '17'");
  }

  @Test
  void testSamplesHaveTheirOwnFile() throws IOException {
    Path test = Files.write(folder.resolve("test.jsonl"), List.of(Y, Z));
    Samples two = new Named(new Subset(values, new int[] {0, 1}), List.of("z", "y"));
    Samples strange = new Named(new Subset(values, new int[] {0, 1}), List.of("z", "x"));
    try (Teacher teacher = teacher(named, Optional.of(test), Z, X, Y)) {
      assertArrayEquals(new float[] {5, 6, 3, 4}, outputs(teacher, two, 0, 1));
      assertRefused(() -> outputs(teacher, strange, 0), "no row of the ids [x] of test samples");
    }
  }

  @Test
  void missingAndDuplicateIdsAreNamed() {
    assertRefused(() -> teacher(Y), "outputs.jsonl", "no row of the ids [x, z] of training");
    assertRefused(() -> teacher(Z, Y, X, Y), "outputs.jsonl, line 4", "second row of the id 'y'");
    String none = "{\"logit\": {\"cat\": 3, \"dog\": 4}}";
    assertRefused(() -> teacher(none, X), "line 1", "no column 'id'", "[logit:cat, logit:dog]");
    assertRefused(() -> teacher(X, none, Y), "no row of the ids [z]");
  }

  @Test
  void idsThatNobodyAskedForAreNotTakenForTheOrder() throws IOException {
    assertRefused(
        () -> teacher(named, Optional.empty(), Optional.empty(), Z, Y, X),
        "outputs.jsonl",
        "a column 'id'",
        "'id: id'");
    // The place of the sample says where it belongs.
    String[] placed = {place(X, 0), place(Y, 1), place(Z, 2)};
    try (Teacher teacher = teacher(named, Optional.empty(), Optional.empty(), placed)) {
      assertArrayEquals(new float[] {3, 4}, outputs(teacher, named, 1));
    }
  }

  private static String place(String line, int sample) {
    return line.replace("{\"id\"", "{\"sample\": " + sample + ", \"id\"");
  }

  @Test
  void dataWithoutIdsAreRefused() {
    assertRefused(
        () -> teacher(values, Optional.empty(), X, Y, Z), "by ids, which the data set has not");
  }

  @Test
  void theOrderOfTheFileIsOfNoMatter() throws IOException {
    assertEquals(teacher(X, Y, Z).fingerprint(), teacher(Z, X, Y).fingerprint());
    assertNotEquals(
        teacher(X, Y, Z).fingerprint(),
        teacher(X.replace('x', 'y'), Y.replace('y', 'x'), Z).fingerprint());
  }
}
