package io.retort.runtime.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import io.retort.runtime.model.NetworkFolder;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentTest {
  private static final String CARD =
      """
      {"heads":[{"name":"h","node":"out","predicts":"%s","names":["a","b"]}]}
      """;

  @TempDir private Path folder;

  /** out = (x, −x) for the input x. */
  @BeforeEach
  void save() throws IOException {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build();
    NetworkFolder.write(
        new SavedNetwork(
            NetworkPlan.of(description, Shape.of(1)),
            new Weights(
                Map.of(
                    "out.weight", new Weights.Array(Shape.of(2, 1), new float[] {1, -1}),
                    "out.bias", new Weights.Array(Shape.of(2), new float[2])))),
        folder);
    card("classes");
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
  void largeLogitsDoNotOverflow() {
    try (Student student = load()) {
      assertArrayEquals(new float[] {0, 1}, student.predict(new float[] {-1e4f}), 0);
    }
  }

  @Test
  void labelsArePredictedOneByOne() throws IOException {
    card("multi-labels");
    try (Student student = load()) {
      float expected = (float) (1 / (1 + Math.exp(-1)));
      assertArrayEquals(
          new float[] {expected, 1 - expected}, student.predict("h", new float[] {1}), 1e-6f);
    }
  }

  @Test
  void valuesArePredictedAsTheyAre() throws IOException {
    card("values");
    try (Student student = load()) {
      assertArrayEquals(new float[] {3, -3}, student.predict(new float[] {3}), 0);
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    card("values");
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
  void aCardThatDoesNotFitTheNetworkIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("student.json"),
        CARD.formatted("classes").replace("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]"));

    RetortException refusal = assertThrows(RetortException.class, this::load);

    assertTrue(refusal.getMessage().contains("student.json"), refusal.getMessage());
  }

  private Student load() {
    return Student.load(folder, new DifferenceBackend());
  }

  private void card(String predicts) throws IOException {
    Files.writeString(folder.resolve("student.json"), CARD.formatted(predicts));
  }
}
