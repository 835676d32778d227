package io.retort.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.data.Head;
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
import io.retort.core.tensor.Vector;
import io.retort.serving.format.NetworkFolder;
import io.retort.testkit.DifferenceBackend;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that a student refuses, and what a prediction that fails leaves behind. */
class StudentInputsTest {
  @TempDir private Path folder;

  /** out = (x, −x) for the input x. */
  @BeforeEach
  void save() {
    write(
        NetworkDescription.sequence()
            .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build(),
        1,
        Map.of("out.weight", new float[] {1, -1}, "out.bias", new float[2]));
  }

  /** Biases are vectors, all other arrays as wide as what they read. */
  private void write(NetworkDescription description, int inputs, Map<String, float[]> arrays) {
    Map<String, Weights.Array> weights = new LinkedHashMap<>();
    arrays.forEach(
        (name, values) -> {
          int rows = name.startsWith("words") ? values.length : 2;
          weights.put(
              name,
              new Weights.Array(
                  name.endsWith("bias") ? Shape.of(2) : Shape.of(rows, values.length / rows),
                  values));
        });
    Signature signature =
        new Signature(
            new InputPreparation.Values(),
            List.of(new Head("h", new Task.SingleLabel(List.of("a", "b")))));
    NetworkFolder.write(
        new SavedModel(
            new SavedNetwork(NetworkPlan.of(description, Shape.of(inputs)), new Weights(weights)),
            Optional.of(signature)),
        folder);
  }

  @Test
  void aSampleThatIsNotFiniteIsRefusedByItsInput() {
    CountingBackend backend = new CountingBackend();
    try (Student student = Student.load(folder, backend)) {
      int loading = backend.passes;
      for (float value :
          new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        RetortException refusal =
            assertThrows(RetortException.class, () -> student.predict(new float[] {value}));
        assertTrue(
            refusal.getMessage().startsWith("The sample has " + value + " for the input 0,"),
            refusal.getMessage());
      }
      assertEquals(loading, backend.passes);
    }
  }

  @Test
  void aFiniteSampleOfAnInfiniteOutputIsRefused() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build();
    write(description, 1, Map.of("out.weight", new float[] {100, -1}, "out.bias", new float[2]));
    try (Student student = Student.load(folder, new DifferenceBackend())) {
      RetortException refusal =
          assertThrows(RetortException.class, () -> student.predict(new float[] {3e38f}));
      assertTrue(refusal.getMessage().contains("head 'h' is Infinity"), refusal.getMessage());
      assertArrayEquals(new float[] {0.5f, 0.5f}, student.predict(new float[] {0}), 0);
    }
  }

  @Test
  void tokensBehindTheEndOfASampleAreRefused() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("bag", new Layer.EmbeddingBag(2, 2, Layer.BagMode.SUM))
            .build();
    write(description, 3, Map.of("bag.weight", new float[] {1, 2, 3, 5}));
    try (Student student = Student.load(folder, new DifferenceBackend())) {
      assertEquals(
          student.predict(new float[] {0, 1, -1})[0],
          student.predict(new float[] {1, 0, -1})[0],
          1e-6);
      for (float[] wrong : new float[][] {{0, -1, 1}, {-1, -1, 0}}) {
        RetortException refusal = assertThrows(RetortException.class, () -> student.predict(wrong));
        assertTrue(
            refusal.getMessage().contains("for the input 2")
                && refusal.getMessage().contains("behind a -1"),
            refusal.getMessage());
      }
    }
  }

  @Test
  void tokensOutsideTheVocabularyAreRefusedBeforeAnythingIsComputed() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("rows", new Layer.Reshape(Shape.of(2)))
            .add("words", new Layer.Embedding(3, 1))
            .add("flat", new Layer.Flatten())
            .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
            .build();
    write(
        description,
        2,
        Map.of(
            "words.weight", new float[] {1, 2, 3},
            "out.weight", new float[] {1, 0, 0, 1},
            "out.bias", new float[2]));
    CountingBackend backend = new CountingBackend();
    try (Student student = Student.load(folder, backend)) {
      int loading = backend.passes;
      for (float token : new float[] {-1, 3, 0.5f, 1e9f, -0.5f}) {
        RetortException refusal =
            assertThrows(RetortException.class, () -> student.predict(new float[] {0, token}));
        assertTrue(
            refusal.getMessage().contains("for the input 1, counted from 0, which ")
                && refusal.getMessage().contains(token == -1 ? "padded: true" : "from 0 to 2"),
            refusal.getMessage());
      }
      assertEquals(loading, backend.passes);
      // The vectors are 1 and 3: e² / (1 + e²).
      float expected = (float) (1 / (1 + Math.exp(-2)));
      assertEquals(expected, student.predict(new float[] {0, 2})[1], 1e-6f);
    }
  }

  @Test
  void aPredictionThatFailsKeepsNoMemory() {
    CountingBackend backend = new CountingBackend();
    Student student = Student.load(folder, backend);
    for (int i = 0; i < 100; i++) {
      backend.failing = true;
      assertThrows(IllegalStateException.class, () -> student.predict(new float[] {1}));
      backend.failing = false;
      student.predict(new float[] {1});
    }
    assertEquals(1, backend.compiled);
    assertEquals(1, backend.open);
    student.close();
    assertEquals(0, backend.open);
  }

  @Test
  void aStudentThatCannotBeLoadedKeepsNoMemory() {
    CountingBackend backend = new CountingBackend();
    backend.refusing = true;
    assertThrows(IllegalStateException.class, () -> Student.load(folder, backend));
    assertEquals(1, backend.compiled);
    assertEquals(0, backend.open);

    CountingBackend other = new CountingBackend();
    other.failing = true;
    assertThrows(IllegalStateException.class, () -> Student.load(folder, other));
    assertEquals(0, other.open);
  }

  @Test
  void imagesArePreparedAsInTraining() {
    taught(new InputPreparation.Pixels(16, new Standardization(0.5, 0.25)));
    try (Student student = Student.load(folder, new DifferenceBackend())) {
      // 12 / 16 = 0.75 is one deviation of 0.25 above the mean.
      assertArrayEquals(student.predict(new float[] {1}), student.predict(new byte[] {12}), 0);
      assertThrows(IllegalArgumentException.class, () -> student.predict(new byte[] {17}));
      assertThrows(IllegalArgumentException.class, () -> student.predict(new byte[] {1, 2}));
      assertThrows(IllegalStateException.class, () -> student.predict(Map.of("x", 1)));
    }
  }

  @Test
  void aStudentOfValuesTakesNoImages() {
    try (Student student = Student.load(folder, new DifferenceBackend())) {
      assertThrows(IllegalStateException.class, () -> student.predict(new byte[] {1}));
    }
  }

  private void taught(InputPreparation preparation) {
    SavedModel model = NetworkFolder.read(folder);
    Signature signature = new Signature(preparation, model.signature().orElseThrow().heads());
    NetworkFolder.write(new SavedModel(model.network(), Optional.of(signature)), folder);
  }

  /** Counts the networks that were compiled and those that are still open. */
  private static final class CountingBackend implements ComputeBackend {
    private final ComputeBackend real = new DifferenceBackend();
    private int compiled;
    private int open;
    private int passes;
    private boolean failing;
    private boolean refusing;

    @Override
    public Network compile(NetworkPlan plan, CompileOptions options) {
      Network network = real.compile(plan, options);
      compiled++;
      open++;
      return (Network)
          Proxy.newProxyInstance(
              Network.class.getClassLoader(),
              new Class<?>[] {Network.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "forward" -> {
                    passes++;
                    if (failing) {
                      throw new IllegalStateException("no memory");
                    }
                  }
                  case "load" -> {
                    if (refusing) {
                      throw new IllegalStateException("no memory");
                    }
                  }
                  case "close" -> open--;
                  default -> {}
                }
                return method.invoke(network, arguments);
              });
    }

    @Override
    public Vector vector(int length) {
      return real.vector(length);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
