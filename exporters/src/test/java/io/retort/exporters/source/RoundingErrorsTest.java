package io.retort.exporters.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
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
import io.retort.testkit.TestStudent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of a written class grants a student its roundings, and no more. */
class RoundingErrorsTest {
  /** Widths from the inputs to the logits: wide, deep and both. */
  static final List<int[]> NETWORKS =
      List.of(
          new int[] {3000, 512, 10},
          new int[] {64, 64, 64, 64, 64, 64, 64, 64, 10},
          new int[] {784, 300, 300, 300, 300, 300, 300, 300, 10},
          new int[] {10_000, 2});

  @TempDir private Path folder;

  static List<int[]> networks() {
    return NETWORKS;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void sumsInOrderInThirtyTwoBitsAreWithinTheTolerance(int... widths) {
    for (int seed : new int[] {1, 2}) {
      SavedNetwork network = perceptron(seed, widths);

      assertDoesNotThrow(() -> write(new SequentialStudent(model(network, widths))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense0.weight", "dense1.weight", "dense1.bias"})
  void aWeightThatIsOffByLittleIsFound(String array) {
    int[] widths = {64, 24, 10};
    assertErrorIsFound(array, widths);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void inWideAndDeepNetworksABiasThatIsOffByLittleIsFound(int... widths) {
    assertErrorIsFound("dense" + (widths.length - 2) + ".bias", widths);
  }

  private void assertErrorIsFound(String array, int... widths) {
    SavedNetwork network = perceptron(1, widths);
    SavedNetwork other = new SavedNetwork(network.plan(), off(network.weights(), array));

    String message =
        assertThrows(
                RetortException.class,
                () -> write(new Exchanged(model(network, widths), model(other, widths))))
            .getMessage();

    assertTrue(message.contains("where the student predicts"), message);
  }

  private void write(ExportedStudent student) throws Exception {
    new JavaExporter(CompiledExports.NAMED, TrainingListener.NONE)
        .write(student, folder.resolve("Student.java"));
  }

  private static Weights off(Weights weights, String array) {
    Map<String, Weights.Array> arrays = new HashMap<>(weights.arrays());
    Weights.Array right = arrays.get(array);
    float[] values = right.values().clone();
    values[0] += 1e-4f;
    arrays.put(array, new Weights.Array(right.shape(), values));
    return new Weights(arrays);
  }

  private static SavedNetwork perceptron(long seed, int... widths) {
    NetworkDescription.Builder builder = NetworkDescription.sequence();
    for (int i = 1; i < widths.length; i++) {
      ActivationFunction function =
          i + 1 < widths.length ? ActivationFunction.RELU : ActivationFunction.LINEAR;
      builder.add("dense" + (i - 1), new Layer.Dense(widths[i], function));
    }
    NetworkPlan plan = NetworkPlan.of(builder.build(), Shape.of(widths[0]));
    return new SavedNetwork(plan, WeightInitialization.draw(plan, seed));
  }

  private static SavedModel model(SavedNetwork network, int... widths) {
    List<String> classes =
        IntStream.range(0, widths[widths.length - 1]).mapToObj(Integer::toString).toList();
    return new SavedModel(
        network,
        Optional.of(
            new Signature(
                new InputPreparation.Values(),
                List.of(new Head("dense" + (widths.length - 2), new Task.SingleLabel(classes))))));
  }

  /** A student that says that it is another one than it computes. */
  private record Exchanged(SavedModel computed, SavedModel model) implements ExportedStudent {
    @Override
    public Map<String, float[]> outputs(float[] inputs) {
      return new TestStudent(computed).outputs(inputs);
    }
  }

  /** Adds one product after the other in 32 bits, which rounds more than any backend does. */
  private record SequentialStudent(SavedModel model) implements ExportedStudent {
    @Override
    public Map<String, float[]> outputs(float[] inputs) {
      NetworkPlan plan = model.network().plan();
      Map<String, Weights.Array> weights = model.network().weights().arrays();
      int layers = plan.description().nodes().size();
      int samples = inputs.length / plan.input().elements();
      float[] values = inputs;
      for (int layer = 0; layer < layers; layer++) {
        values =
            dense(
                values,
                samples,
                weights.get("dense" + layer + ".weight").values(),
                weights.get("dense" + layer + ".bias").values(),
                layer + 1 < layers);
      }
      return Map.of("dense" + (layers - 1), values);
    }

    private static float[] dense(
        float[] inputs, int samples, float[] weight, float[] bias, boolean relu) {
      int width = inputs.length / samples;
      float[] outputs = new float[samples * bias.length];
      for (int i = 0; i < outputs.length; i++) {
        int sample = i / bias.length;
        int unit = i % bias.length;
        float sum = bias[unit];
        for (int j = 0; j < width; j++) {
          sum += weight[unit * width + j] * inputs[sample * width + j];
        }
        outputs[i] = relu ? Math.max(0, sum) : sum;
      }
      return outputs;
    }
  }
}
