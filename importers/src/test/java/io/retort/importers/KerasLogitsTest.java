package io.retort.importers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.importers.keras.KerasImporter;
import io.retort.testkit.DifferenceBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Outputs whose sigmoid or softmax is left off, and the layers that read them, which get what they
 * get in Keras. The layer a computes (−1.5, −2.5) of the input (1, −1) before its activation, and a
 * layer b 0.25 + 2·a₀ − a₁.
 */
class KerasLogitsTest {
  private static final float[] A = {-1.5f, -2.5f};

  /** 1 / (1 + e^1.5) and 1 / (1 + e^2.5). */
  private static final float[] SIGMOID_OF_A = {0.18242551f, 0.07585818f};

  private static final float B_OF_SIGMOID = 0.25f + 2 * 0.18242551f - 0.07585818f;

  @TempDir Path folder;

  @Test
  void aLayerThatReadsAnOutputGetsItsSigmoid() {
    outputs(List.of("a", "b"), dense("a", "sigmoid", "in"), dense("b", "linear", "a"))
        .are(A, new float[] {B_OF_SIGMOID});
  }

  @Test
  void anActivationLayerIsLeftOffForTheOutputAlone() {
    outputs(
            List.of("s", "b"),
            dense("a", "linear", "in"),
            activation("s", "sigmoid", "a"),
            dense("b", "linear", "s"))
        .are(A, new float[] {B_OF_SIGMOID});
  }

  @Test
  void logitsAndTheirSigmoidMayBothBeOutputs() {
    outputs(
            List.of("a", "s", "b"),
            dense("a", "linear", "in"),
            activation("s", "sigmoid", "a"),
            dense("b", "linear", "s"))
        .are(A, A, new float[] {B_OF_SIGMOID});
  }

  @Test
  void anOutputMayFeedAnotherOutputWithAnActivation() {
    // b is of the sigmoid of a; of b itself the logits are given.
    outputs(List.of("b", "a"), dense("a", "sigmoid", "in"), dense("b", "sigmoid", "a"))
        .are(new float[] {B_OF_SIGMOID}, A);
  }

  @Test
  void severalActivationsMayFollowEachOther() {
    // What s leaves off is its own sigmoid: its output is the sigmoid of a, and b reads both.
    float first = sigmoid(SIGMOID_OF_A[0]);
    float second = sigmoid(SIGMOID_OF_A[1]);
    outputs(
            List.of("a", "s", "b"),
            dense("a", "sigmoid", "in"),
            activation("s", "sigmoid", "a"),
            dense("b", "linear", "s"))
        .are(A, SIGMOID_OF_A, new float[] {0.25f + 2 * first - second});
  }

  @Test
  void aSumOfAnOutputGetsItsSigmoidTwice() {
    outputs(List.of("a", "sum"), dense("a", "sigmoid", "in"), layer("Add", "sum", "", "a", "a"))
        .are(A, new float[] {2 * SIGMOID_OF_A[0], 2 * SIGMOID_OF_A[1]});
  }

  @Test
  void layersWithoutParametersPassTheSigmoidOn() {
    outputs(
            List.of("a", "b"),
            dense("a", "sigmoid", "in"),
            layer("Dropout", "drop", ", \"rate\": 0.5", "a"),
            activation("same", "linear", "drop"),
            dense("b", "linear", "same"))
        .are(A, new float[] {B_OF_SIGMOID});
  }

  @Test
  void aSoftmaxIsLeftOffWhereNoLayerReadsIt() {
    outputs(
            List.of("p", "b"),
            dense("a", "linear", "in"),
            layer("Softmax", "p", "", "a"),
            dense("b", "sigmoid", "a"))
        .are(A, new float[] {0.25f + 2 * A[0] - A[1]});
  }

  @Test
  void aSoftmaxThatALayerReadsIsRefusedByName() {
    for (String softmax :
        List.of(
            dense("p", "softmax", "a"),
            activation("p", "softmax", "a"),
            layer("Softmax", "p", "", "a"))) {
      RetortException refusal =
          assertThrows(
              RetortException.class,
              () ->
                  outputs(
                      List.of("p", "b"),
                      dense("a", "linear", "in"),
                      softmax,
                      dense("b", "linear", "p")));
      assertTrue(
          refusal.getMessage().contains("'p' (") && refusal.getMessage().contains("reads too"),
          refusal::getMessage);
    }
  }

  @Test
  void withoutLogitsOutputsAreWhatTheReadersGet() {
    computed(false, List.of("a", "b"), dense("a", "sigmoid", "in"), dense("b", "linear", "a"))
        .are(SIGMOID_OF_A, new float[] {B_OF_SIGMOID});
  }

  private static float sigmoid(float value) {
    return (float) (1 / (1 + Math.exp(-value)));
  }

  private static String dense(String name, String activation, String input) {
    int units = name.equals("b") ? 1 : 2;
    return layer(
        "Dense", name, ", \"units\": " + units + ", \"activation\": \"" + activation + "\"", input);
  }

  private static String activation(String name, String function, String input) {
    return layer("Activation", name, ", \"activation\": \"" + function + "\"", input);
  }

  private static String layer(String type, String name, String settings, String... inputs) {
    return "{\"class_name\": \"%s\", \"name\": \"%s\", \"config\": {\"name\": \"%s\"%s}, \"inbound_nodes\": [%s]}"
        .formatted(type, name, name, settings, references(List.of(inputs)));
  }

  private static String references(List<String> names) {
    return names.stream()
        .map(name -> "[\"" + name + "\", 0, 0]")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** What the outputs are, in the order of the model. */
  private record Computed(List<float[]> values) {
    void are(float[]... expected) {
      assertEquals(expected.length, values.size());
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], values.get(i), 1e-6f, "output " + i);
      }
    }
  }

  private Computed outputs(List<String> outputs, String... layers) {
    return computed(true, outputs, layers);
  }

  private Computed computed(boolean logits, List<String> outputs, String... layers) {
    Path path = folder.resolve("m" + logits + Arrays.hashCode(layers) + outputs + ".h5");
    String input =
        "{\"class_name\": \"InputLayer\", \"name\": \"in\", \"config\": {\"name\": \"in\","
            + " \"batch_shape\": [null, 2]}, \"inbound_nodes\": []}";
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute(
          "model_config",
          "{\"class_name\": \"Functional\", \"config\": {\"input_layers\": [[\"in\", 0, 0]],"
              + " \"output_layers\": "
              + references(outputs)
              + ", \"layers\": ["
              + input
              + ", "
              + String.join(", ", layers)
              + "]}}");
      WritableGroup weights = file.putGroup("model_weights");
      for (String name : List.of("a", "p")) {
        WritableGroup group = weights.putGroup(name);
        group.putDataset("kernel", new float[][] {{1, 2}, {3, 4}});
        group.putDataset("bias", new float[] {0.5f, -0.5f});
      }
      WritableGroup group = weights.putGroup("b");
      group.putDataset("kernel", new float[][] {{2}, {-1}});
      group.putDataset("bias", new float[] {0.25f});
    }
    SavedNetwork network = new KerasImporter(new KerasFile(path, Optional.empty(), logits)).read();
    List<float[]> values = new ArrayList<>();
    try (DifferenceBackend backend = new DifferenceBackend();
        Network compiled = backend.compile(network.plan(), CompileOptions.INFERENCE);
        Tensor x = Tensor.of(Shape.of(1, 2), 1, -1)) {
      compiled.load(network.weights());
      var activations = compiled.forward(DeviceTensor.of(x), Mode.INFERENCE);
      for (String output : network.plan().description().outputs()) {
        values.add(activations.get(output).toArray());
      }
    }
    return new Computed(values);
  }
}
