package io.retort.serving;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.serving.format.NetworkFolder;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentTest {
  @TempDir private Path folder;
  private SavedNetwork network;

  /** out = (x, −x) for the input x. */
  @BeforeEach
  void save() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build();
    network =
        new SavedNetwork(
            NetworkPlan.of(description, Shape.of(1)),
            new Weights(
                Map.of(
                    "out.weight", new Weights.Array(Shape.of(2, 1), new float[] {1, -1}),
                    "out.bias", new Weights.Array(Shape.of(2), new float[2]))));
    taught(new Task.SingleLabel(List.of("a", "b")));
  }

  @Test
  void classesArePredictedAsProbabilities() {
    try (Student student = load()) {
      // softmax(x, −x) = 1 / (1 + e^−2x) and its complement.
      float expected = (float) (1 / (1 + Math.exp(-2)));
      assertArrayEquals(
          new float[] {expected, 1 - expected}, student.predict(new float[] {1}), 1e-6f);
      assertEquals(List.of("a", "b"), student.heads().get(0).names());
    }
  }

  @Test
  void plainJavaPredictsTheSame() {
    try (Student student = Student.load(folder, Computation.JAVA)) {
      float expected = (float) (1 / (1 + Math.exp(-2)));
      assertEquals("java", student.computedBy());
      assertArrayEquals(
          new float[] {expected, 1 - expected}, student.predict(new float[] {1}), 1e-6f);
    }
  }

  /** A program's own row. */
  public record Person(String favouriteColour, double age) {}

  @Test
  void aRecordIsARow() {
    taught(
        new Task.Regression(List.of("a", "b")),
        new InputColumn.Numeric("Age", new Standardization(40, 10), 35));
    try (Student student = load()) {
      assertArrayEquals(new float[] {2, -2}, student.predict(new Person("red", 60)), 0);
      RetortException refusal =
          assertThrows(RetortException.class, () -> student.predict(new Other(1)));
      assertTrue(refusal.getMessage().contains("[Age]"), refusal.getMessage());
    }
  }

  /** A row without the column. */
  public record Other(int size) {}

  @Test
  void largeLogitsDoNotOverflow() {
    try (Student student = load()) {
      assertArrayEquals(new float[] {0, 1}, student.predict(new float[] {-1e4f}), 0);
    }
  }

  /** Logits that need their largest to be subtracted, between others that do not. */
  @Test
  void aSampleHasTheSameBitsWhateverTheLogitsOfOthersAre() {
    float[] values = {0.3f, 1e4f, -2, 39, 41, -650, 5, 3e38f, -20};
    List<float[]> inputs = new ArrayList<>();
    for (float value : values) {
      inputs.add(new float[] {value});
    }
    for (Task task :
        List.of(new Task.SingleLabel(List.of("a", "b")), new Task.MultiLabel(List.of("a", "b")))) {
      taught(task);
      try (Student student = load()) {
        List<float[]> together = student.predictAll(inputs);
        for (int i = 0; i < values.length; i++) {
          // softmax(x, −x) = σ(2x) and σ(−2x)
          double logit = task instanceof Task.SingleLabel ? 2.0 * values[i] : values[i];
          assertArrayEquals(student.predict(inputs.get(i)), together.get(i), 0);
          assertEquals(1 / (1 + Math.exp(-logit)), together.get(i)[0], 1e-7);
          assertEquals(1 / (1 + Math.exp(logit)), together.get(i)[1], 1e-7);
        }
      }
    }
  }

  @Test
  void labelsArePredictedOneByOne() {
    taught(new Task.MultiLabel(List.of("a", "b")));
    try (Student student = load()) {
      float expected = (float) (1 / (1 + Math.exp(-1)));
      assertArrayEquals(
          new float[] {expected, 1 - expected}, student.predict("h", new float[] {1}), 1e-6f);
    }
  }

  @Test
  void valuesArePredictedAsTheyAre() {
    taught(new Task.Regression(List.of("a", "b")));
    try (Student student = load()) {
      assertArrayEquals(new float[] {3, -3}, student.predict(new float[] {3}), 0);
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    taught(new Task.Regression(List.of("a", "b")));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Student student = load()) {
      List<Future<float[]>> predictions = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        float input = i;
        predictions.add(threads.submit(() -> student.predict(new float[] {input})));
      }
      for (int i = 0; i < 400; i++) {
        assertArrayEquals(new float[] {i, -i}, predictions.get(i).get(), 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRowOfATableIsPreparedAsInTraining() {
    taught(
        new Task.Regression(List.of("a", "b")),
        new InputColumn.Numeric("age", new Standardization(40, 10), 35));
    try (Student student = load()) {
      assertArrayEquals(new float[] {2, -2}, student.predict(Map.of("age", 60)), 0);
      assertArrayEquals(new float[] {2, -2}, student.predict("h", Map.of("age", "60")), 0);
      RetortException refusal =
          assertThrows(RetortException.class, () -> student.predict(Map.of("size", 60)));
      assertTrue(
          refusal.getMessage().contains("lacks the columns [age] and has [size]"),
          refusal.getMessage());
    }
  }

  @Test
  void manyArePredictedAsOneByOne() {
    taught(
        new Task.Regression(List.of("a", "b")),
        new InputColumn.Numeric("age", new Standardization(0, 1), 0));
    try (Student student = load()) {
      for (int count : new int[] {0, 1, 7, 256, 600}) {
        List<float[]> inputs = IntStream.range(0, count).mapToObj(i -> new float[] {i}).toList();
        List<float[]> outputs = student.predictAll(inputs);
        List<float[]> ofRows =
            student.predictRows(IntStream.range(0, count).mapToObj(i -> Map.of("age", i)).toList());
        assertEquals(count, outputs.size());
        for (int i = 0; i < count; i++) {
          assertArrayEquals(new float[] {i, -i}, outputs.get(i), 0);
          assertArrayEquals(new float[] {i, -i}, ofRows.get(i), 0);
        }
      }
    }
  }

  @Test
  void allHeadsArePredictedAsEachOfThem() {
    Signature signature =
        new Signature(
            new InputPreparation.Values(),
            List.of(
                new Head("kind", new Task.SingleLabel(List.of("a", "b"))),
                new Head("size", new Task.Regression(List.of("c", "d")))));
    NetworkFolder.write(new SavedModel(network, Optional.of(signature)), folder);
    try (Student student = load()) {
      List<float[]> inputs = IntStream.range(0, 300).mapToObj(i -> new float[] {i}).toList();
      Map<String, List<float[]>> all = student.predictHeads(inputs);
      assertEquals(List.of("kind", "size"), List.copyOf(all.keySet()));
      for (String head : all.keySet()) {
        List<float[]> alone = student.predictAll(head, inputs);
        for (int i = 0; i < 300; i++) {
          assertArrayEquals(alone.get(i), all.get(head).get(i), 0);
        }
      }
      assertArrayEquals(new float[] {10, -10}, all.get("size").get(10), 0);
    }
  }

  @Test
  void oneOfManyIsRefusedByItsNumber() {
    taught(
        new Task.Regression(List.of("a", "b")),
        new InputColumn.Numeric("age", new Standardization(0, 1), 0));
    try (Student student = load()) {
      assertRefused(
          () -> student.predictAll(List.of(new float[] {1}, new float[] {Float.NaN})),
          "Sample 1, counted from 0, has NaN for the input 0 ('age')");
      assertRefused(
          () -> student.predictRows(List.of(Map.of("age", 1), Map.of("age", "x"))),
          "Row 1, counted from 0: The row's column 'age' has 'x'");
      assertArrayEquals(new float[] {3, -3}, student.predict(new float[] {3}), 0);
    }
  }

  @Test
  void aRowForAStudentThatKnowsNoColumnsIsRefused() {
    try (Student student = load()) {
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> student.predict(Map.of("age", 60)));
      assertTrue(refusal.getMessage().contains("of shape 1"), refusal.getMessage());
    }
  }

  @Test
  void aSampleOfAnotherSizeIsRefusedWithBothSizes() {
    try (Student student = load()) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class, () -> student.predict(new float[] {1, 2, 3}));
      assertTrue(refusal.getMessage().contains("3 values"), refusal.getMessage());
    }
  }

  @Test
  void aClosedStudentPredictsNothing() {
    Student student = load();
    student.close();
    student.close();
    assertThrows(IllegalStateException.class, () -> student.predict(new float[] {1}));
  }

  @Test
  void valuesArePredictedInTheUnitsOfTheData() {
    taught(
        new Task.Regression(
            List.of("a", "b"),
            List.of(new Standardization(200, 50), new Standardization(-1, 0.25))));
    try (Student student = load()) {
      // 200 + 3 · 50 and −1 − 3 · 0.25
      assertArrayEquals(new float[] {350, -1.75f}, student.predict(new float[] {3}), 0);
    }
  }

  @Test
  void aSignatureThatDoesNotFitTheNetworkIsRefused() {
    taught(new Task.SingleLabel(List.of("a", "b", "c")));

    RetortException refusal = assertThrows(RetortException.class, this::load);

    assertTrue(refusal.getMessage().contains("do not belong together"), refusal.getMessage());
  }

  @Test
  void aNetworkOfWhichNobodyKnowsWhatItPredictsIsNoStudent() throws IOException {
    Files.delete(folder.resolve("signature.json"));
    NetworkFolder.write(new SavedModel(network, Optional.empty()), folder);

    RetortException refusal = assertThrows(RetortException.class, this::load);

    assertTrue(refusal.getMessage().contains("signature.json"), refusal.getMessage());
  }

  @Test
  void aFolderThatIsIncompleteOrAlteredIsRefusedByTheFile() throws IOException {
    for (String name :
        List.of("network.json", "weights.safetensors", "signature.json", "SHA256SUMS")) {
      Path file = folder.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      byte[] altered = bytes.clone();
      altered[bytes.length - 1] ^= 1;
      Files.write(file, altered);
      assertRefused(this::load, name);
      Files.delete(file);
      assertRefused(this::load, name);
      Files.write(file, bytes);
    }
    load().close();
    Path sums = folder.resolve("SHA256SUMS");
    Files.writeString(sums, Files.readString(sums).replaceFirst(".*signature.json\n", ""));
    assertRefused(this::load, "signature.json");
  }

  private Student load() {
    return Student.load(folder, new DifferenceBackend());
  }

  private void taught(Task task, InputColumn... columns) {
    Signature signature =
        new Signature(InputPreparation.of(List.of(columns)), List.of(new Head("h", task)));
    NetworkFolder.write(new SavedModel(network, Optional.of(signature)), folder);
  }
}
