package io.retort.exporters.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.export.ExportedStudent;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import io.retort.exporters.JavaClass;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaExporterTest {
  /** Two outputs of a linear layer: 2x + 0.5 and -x. */
  private static final NetworkPlan PLAN =
      NetworkPlan.of(
          NetworkDescription.sequence()
              .add("y", new Layer.Dense(2, ActivationFunction.LINEAR))
              .build(),
          Shape.of(1));

  private static final SavedNetwork NETWORK =
      new SavedNetwork(
          PLAN,
          new Weights(
              Map.of(
                  "y.weight", new Weights.Array(Shape.of(2, 1), new float[] {2, -1}),
                  "y.bias", new Weights.Array(Shape.of(2), new float[] {0.5f, 0}))));

  @TempDir private Path folder;

  @Test
  void whatIsPredictedFollowsTheTask() throws IOException {
    // x = 1: the outputs are 2.5 and -1.
    assertArrayEquals(
        new double[] {1 / (1 + Math.exp(-3.5)), 1 / (1 + Math.exp(3.5))},
        compiled(new Task.SingleLabel(List.of("a", "b"))).predict("y", new double[] {1}),
        1e-15);
    assertArrayEquals(
        new double[] {1 / (1 + Math.exp(-2.5)), 1 / (1 + Math.exp(1))},
        compiled(new Task.MultiLabel(List.of("a", "b"))).predict("y", new double[] {1}),
        1e-15);
    assertArrayEquals(
        new double[] {2.5, -1},
        compiled(new Task.Regression(List.of("a", "b"))).predict("y", new double[] {1}));
  }

  private CompiledStudent compiled(Task task) throws IOException {
    return CompiledExports.of(student(task), folder);
  }

  private static TestStudent student(Task task) {
    return new TestStudent(
        new SavedModel(
            NETWORK,
            Optional.of(
                new Signature(new InputPreparation.Values(), List.of(new Head("y", task))))));
  }

  @Test
  void eachHeadReadsItsOutput() throws IOException {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("both", new Layer.Dense(3, ActivationFunction.TANH), "input")
                .add("kind", new Layer.Dense(3, ActivationFunction.LINEAR), "both")
                .add("size", new Layer.Dense(1, ActivationFunction.LINEAR), "both")
                .build("size", "kind"),
            Shape.of(4));
    TestStudent student =
        new TestStudent(
            new SavedModel(
                new SavedNetwork(plan, WeightInitialization.draw(plan, 3)),
                Optional.of(
                    new Signature(
                        new InputPreparation.Values(),
                        List.of(
                            new Head("kind", new Task.SingleLabel(List.of("a", "b", "c"))),
                            new Head("size", new Task.Regression(List.of("metres"))))))));
    CompiledStudent compiled = CompiledExports.of(student, folder);

    assertEquals(List.of("kind", "size"), compiled.invoke("heads"));
    assertEquals(List.of("metres"), compiled.invoke("names", "size"));
    float[] input = {0.5f, -1, 2, 0};
    double[] wide = {0.5, -1, 2, 0};
    assertEquals(student.outputs(input).get("size")[0], compiled.predict("size", wide)[0], 1e-6);
    // The first head is that of the signature, not of the network.
    assertArrayEquals(compiled.predict("kind", wide), (double[]) compiled.invoke("predict", wide));
    assertArrayEquals(compiled.predict("kind", wide), (double[]) compiled.invoke("predict", input));
    assertThrows(IllegalArgumentException.class, () -> compiled.predict("colour", wide));
    Map<?, ?> all = (Map<?, ?>) compiled.invoke("predictHeads", wide);
    assertEquals(List.of("kind", "size"), List.copyOf(all.keySet()));
    for (String head : List.of("kind", "size")) {
      assertArrayEquals(compiled.predict(head, wide), (double[]) all.get(head));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 255})
  void imagesArePreparedAsInTraining(int white) throws IOException {
    CompiledStudent student =
        image(new InputPreparation.Pixels(white, new Standardization(0.3081, 0.1307)));
    for (int pixel = 0; pixel <= white; pixel++) {
      byte[] image = {(byte) pixel};
      // 2x + 0.5 of the pixel, which the student has as a number of 32 bits.
      double x = (float) (((double) pixel / white - 0.3081) / 0.1307);

      assertEquals(2 * x + 0.5, ((double[]) student.invoke("predict", image))[0], 1e-12);
      assertArrayEquals(
          student.predict("y", image),
          (double[]) ((Map<?, ?>) student.invoke("predictHeads", image)).get("y"));
    }
    assertThrows(IllegalArgumentException.class, () -> student.predict("y", new byte[2]));
    if (white < 255) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> student.predict("y", new byte[] {(byte) (white + 1)}))
              .getMessage();
      assertTrue(message.contains("pixels of at most " + white), message);
    }
  }

  @Test
  void pixelsThatDoNotVaryBecomeZero() throws IOException {
    assertEquals(
        0.5,
        image(new InputPreparation.Pixels(255, new Standardization(0.3, 0)))
            .predict("y", new byte[] {77})[0]);
  }

  private CompiledStudent image(InputPreparation.Pixels pixels) throws IOException {
    Head head = new Head("y", new Task.Regression(List.of("a", "b")));
    return CompiledExports.of(
        new TestStudent(new SavedModel(NETWORK, Optional.of(new Signature(pixels, List.of(head))))),
        folder);
  }

  @Test
  void inputsThatNoStudentReadsAreRefused() throws IOException {
    CompiledStudent student = compiled(new Task.SingleLabel(List.of("a", "b")));
    for (double[] wrong : List.of(new double[2], new double[] {Double.NaN})) {
      assertThrows(IllegalArgumentException.class, () -> student.predict("y", wrong));
    }
    NetworkPlan tokens =
        NetworkPlan.of(
            NetworkDescription.sequence().add("table", new Layer.Embedding(4, 2)).build(),
            Shape.of(1));
    CompiledStudent reader =
        CompiledExports.of(
            TestStudent.of(new SavedNetwork(tokens, WeightInitialization.draw(tokens, 1))), folder);
    for (double wrong : new double[] {-1, 4, 0.5, 1e300}) {
      assertThrows(
          IllegalArgumentException.class, () -> reader.predict("table", new double[] {wrong}));
    }
  }

  @Test
  void tokensBehindTheEndOfASampleAreRefused() throws IOException {
    Layer bag = new Layer.EmbeddingBag(4, 2, Layer.BagMode.SUM);
    NetworkPlan plan =
        NetworkPlan.of(NetworkDescription.sequence().add("bag", bag).build(), Shape.of(3));
    CompiledStudent reader =
        CompiledExports.of(
            TestStudent.of(new SavedNetwork(plan, WeightInitialization.draw(plan, 1))), folder);
    assertArrayEquals(new double[2], reader.predict("bag", new double[] {-1, -1, -1}));
    for (double[] wrong : new double[][] {{1, -1, 2}, {-1, 0, 0}, {4, -1, -1}, {1, -2, -1}}) {
      assertThrows(IllegalArgumentException.class, () -> reader.predict("bag", wrong));
    }
  }

  @Test
  void severalThreadsPredictTheSame() throws IOException {
    CompiledStudent student = compiled(new Task.SingleLabel(List.of("a", "b")));
    double[] alone = student.predict("y", new double[] {0.25});
    assertTrue(
        IntStream.range(0, 2000)
            .parallel()
            .allMatch(i -> student.predict("y", new double[] {0.25})[0] == alone[0]));
  }

  @Test
  void aFileThatComputesSomethingElseIsNotWritten() {
    TestStudent right = student(new Task.SingleLabel(List.of("a", "b")));
    ExportedStudent other =
        new ExportedStudent() {
          @Override
          public SavedModel model() {
            return right.model();
          }

          @Override
          public Map<String, float[]> outputs(float[] inputs) {
            Map<String, float[]> outputs = right.outputs(inputs);
            outputs.get("y")[2 * 5] += 0.01f;
            return outputs;
          }
        };
    Path file = folder.resolve("Student.java");
    JavaExporter exporter = new JavaExporter(CompiledExports.NAMED, TrainingListener.NONE);

    String message =
        assertThrows(RetortException.class, () -> exporter.write(other, file)).getMessage();

    assertTrue(message.contains("sample 5 of 64"), message);
    assertFalse(Files.exists(file));
  }

  @Test
  void withoutACompilerTheFileIsWrittenAndItIsSaidThatItWasNotChecked() throws IOException {
    List<String> said = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void message(String text) {
            said.add(text);
          }
        };
    TestStudent student = student(new Task.SingleLabel(List.of("a", "b")));
    Path checked = folder.resolve("checked.java");
    Path unchecked = folder.resolve("unchecked.java");

    new JavaExporter(CompiledExports.NAMED, listener).write(student, checked);
    assertEquals(List.of(), said);
    new JavaExporter(CompiledExports.NAMED, listener, Optional.empty()).write(student, unchecked);

    assertEquals(Files.readString(checked), Files.readString(unchecked));
    assertTrue(said.get(0).startsWith("Student.java was not checked"), said.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1a",
        "class",
        "a-b",
        "A.B",
        "String",
        "Map",
        "HashSet",
        "LinkedHashMap",
        "Head",
        "\u00e4",
        "_"
      })
  void namesThatNoClassCanHaveAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new JavaClass(name, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.", "com.class", "java.util", "com acme", "Com", ";", "a..b"})
  void namesThatNoPackageCanHaveAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new JavaClass("Student", name));
  }
}
