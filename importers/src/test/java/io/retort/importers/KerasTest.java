package io.retort.importers;

import static io.retort.testkit.Refusals.assertRefused;
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
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.importers.keras.KerasImporter;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models that Keras wrote compute here what Keras computed. The recipe of the files is models.py
 * beside them.
 */
class KerasTest {
  @TempDir Path folder;

  @Test
  void imagesWithTwoHeads() throws IOException {
    SavedNetwork network = agrees("images.h5", Optional.empty(), true);

    assertEquals(Shape.of(2, 6, 5), network.plan().input());
    assertEquals(List.of("classes", "labels"), network.plan().description().outputs());
    assertEquals("block1-conv", network.plan().description().nodes().get(0).name());
  }

  @Test
  void theLayoutOfKeras2() throws IOException {
    SavedNetwork two = agrees("keras2.h5", Optional.empty(), true);
    SavedNetwork three = new KerasImporter(file("images.h5")).read();

    assertEquals(three.plan().description(), two.plan().description());
    assertEquals(three.weights().fingerprint(), two.weights().fingerprint());
  }

  @Test
  void recurrentLayers() throws IOException {
    agrees("sequences.h5", Optional.empty(), false);
  }

  @Test
  void windowsAndBothDirectionsOverTexts() throws IOException {
    SavedNetwork network = agrees("texts.h5", Optional.empty(), false);

    assertEquals(
        new Layer.Gru(2, Layer.Returns.LAST, true),
        network.plan().description().node("last").layer());
  }

  @Test
  void tokensOfANumberThatIsGiven() throws IOException {
    agrees("tokens.h5", Optional.of(Shape.of(5)), false);

    RetortException refusal =
        assertThrows(RetortException.class, () -> new KerasImporter(file("tokens.h5")).read());
    assertTrue(refusal.getMessage().contains("give it with 'input'"), refusal::getMessage);
  }

  @Test
  void sigmoidIsKeptAndSoftmaxRefusedIfOutputsAreNotToBeLogits() throws IOException {
    Path path = file("images.h5").path();
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> new KerasImporter(new KerasFile(path, Optional.empty(), false)).read());
    assertTrue(
        refusal.getMessage().contains("'classes' (Dense) has a softmax"), refusal::getMessage);
    Path sigmoid = model(dense("sigmoid"), Map.of("kernel", new float[2][1], "bias", new float[1]));
    SavedNetwork kept = new KerasImporter(new KerasFile(sigmoid, Optional.empty(), false)).read();
    Node node = kept.plan().description().nodes().get(0);
    assertEquals(ActivationFunction.SIGMOID, ((Layer.Dense) node.layer()).activation());
  }

  @Test
  void whatHasNoCounterpartIsNamed() {
    assertLayerRefused(
        "'d' (Lambda) has no counterpart",
        "{\"class_name\": \"Lambda\", \"config\": {\"name\": \"d\"}}");
    assertLayerRefused("'d' (Dense) has the activation 'softsign'", dense("softsign"));
    assertLayerRefused(
        "'d' (Dense) has the activation '{\"class_name\":\"Mine\"",
        dense("tanh").replace("\"tanh\"", "{\"class_name\": \"Mine\"}"));
    assertLayerRefused(
        "'d' (LeakyReLU) has the slope 0.3, where Retort has 0.01",
        "{\"class_name\": \"LeakyReLU\", \"config\": {\"name\": \"d\", \"alpha\": 0.3}}");
    assertLayerRefused(
        "'d' (Conv2D) has \"channels_first\" for 'data_format'",
        "{\"class_name\": \"Conv2D\", \"config\": {\"name\": \"d\", \"data_format\":"
            + " \"channels_first\"}}");
    assertLayerRefused(
        "'d' (LSTM) has \"hard_sigmoid\" for 'recurrent_activation'",
        "{\"class_name\": \"LSTM\", \"config\": {\"name\": \"d\", \"activation\": \"tanh\","
            + " \"recurrent_activation\": \"hard_sigmoid\"}}");
    assertLayerRefused(
        "'d' (Bidirectional) has \"sum\" for 'merge_mode'",
        "{\"class_name\": \"Bidirectional\", \"config\": {\"name\": \"d\", \"merge_mode\":"
            + " \"sum\"}}");
    assertLayerRefused(
        "'d' (Bidirectional) has a layer SimpleRNN inside",
        "{\"class_name\": \"Bidirectional\", \"config\": {\"name\": \"d\", \"merge_mode\":"
            + " \"concat\", \"layer\": {\"class_name\": \"SimpleRNN\", \"config\": {}}}}");
    assertLayerRefused(
        "'d' (Bidirectional) has a layer of its own for the reverse direction",
        "{\"class_name\": \"Bidirectional\", \"config\": {\"name\": \"d\", \"merge_mode\":"
            + " \"concat\", \"layer\": {\"class_name\": \"LSTM\", \"config\": {\"units\": 2}},"
            + " \"backward_layer\": {\"class_name\": \"LSTM\", \"config\": {\"units\": 3,"
            + " \"go_backwards\": true}}}}");
    assertLayerRefused(
        "'d' (Embedding) skips steps whose token is 0 ('mask_zero')",
        "{\"class_name\": \"Embedding\", \"config\": {\"name\": \"d\", \"input_dim\": 5,"
            + " \"output_dim\": 2, \"mask_zero\": true}}");
    assertLayerRefused("has no array 'kernel' but []", dense("relu"));
  }

  private void assertLayerRefused(String clause, String layer) {
    Path path = model(layer, Map.of());
    assertRefused(
        () -> new KerasImporter(new KerasFile(path, Optional.empty(), true)).read(),
        clause,
        path.toString());
  }

  @Test
  void arraysOfAnotherShapeAreNamed() {
    Path path = model(dense("relu"), Map.of("kernel", new float[3][1], "bias", new float[1]));
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> new KerasImporter(new KerasFile(path, Optional.empty(), true)).read());
    assertTrue(
        refusal.getMessage().contains("'kernel' of shape [3, 1], where [2, 1] is needed"),
        refusal::getMessage);
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("text.h5"), "PK no HDF5");
    byte[] whole = Files.readAllBytes(file("images.h5").path());
    Path half = Files.write(folder.resolve("half.h5"), Arrays.copyOf(whole, whole.length / 2));
    for (Path path : List.of(folder.resolve("missing.h5"), text, half)) {
      RetortException refusal =
          assertThrows(
              RetortException.class,
              () -> new KerasImporter(new KerasFile(path, Optional.empty(), true)).read());
      assertTrue(refusal.getMessage().contains(path.toString()), refusal::getMessage);
    }
  }

  private static String dense(String activation) {
    return "{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 1, \"activation\":"
        + " \""
        + activation
        + "\"}}";
  }

  /** A sequential model of one layer that reads two values. */
  private Path model(String layer, Map<String, Object> arrays) {
    Path path = folder.resolve("model" + layer.hashCode() + arrays.size() + ".h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute(
          "model_config",
          "{\"class_name\": \"Sequential\", \"config\": {\"build_input_shape\": [null, 2],"
              + " \"layers\": ["
              + layer
              + "]}}");
      WritableGroup group = file.putGroup("model_weights").putGroup("d");
      arrays.forEach(group::putDataset);
    }
    return path;
  }

  /** A model of Keras, unpacked. */
  private KerasFile file(String name) throws IOException {
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      try (InputStream bytes =
          new GZIPInputStream(KerasTest.class.getResourceAsStream(name + ".gz"))) {
        Files.copy(bytes, path);
      }
    }
    return new KerasFile(path, Optional.empty(), true);
  }

  private SavedNetwork agrees(String name, Optional<Shape> input, boolean image)
      throws IOException {
    KerasFile file = file(name);
    SavedNetwork network = new KerasImporter(new KerasFile(file.path(), input, true)).read();
    try (HdfFile hdf = new HdfFile(file.path());
        DifferenceBackend backend = new DifferenceBackend();
        Network compiled = backend.compile(network.plan(), CompileOptions.INFERENCE)) {
      compiled.load(network.weights());
      float[] values = (float[]) hdf.getDatasetByPath("expected/input").getDataFlat();
      int batch = values.length / network.plan().input().elements();
      try (Tensor inputs = Tensor.allocate(network.plan().input().batch(batch))) {
        inputs.write(0, image ? channelsFirst(values, network.plan().input()) : values);
        var activations = compiled.forward(DeviceTensor.of(inputs), Mode.INFERENCE);
        List<String> outputs = network.plan().description().outputs();
        for (int i = 0; i < outputs.size(); i++) {
          float[] expected = (float[]) hdf.getDatasetByPath("expected/output" + i).getDataFlat();
          float[] logits = activations.get(outputs.get(i)).toArray();
          assertArrayEquals(
              expected,
              i == 0 ? softmax(logits, logits.length / batch) : sigmoid(logits),
              1e-5f,
              outputs.get(i));
        }
      }
    }
    return network;
  }

  private static float[] channelsFirst(float[] values, Shape shape) {
    int channels = shape.extent(0);
    int pixels = shape.elements() / channels;
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels % pixels;
      turned[i / shape.elements() * shape.elements() + i % channels * pixels + pixel] = values[i];
    }
    return turned;
  }

  private static float[] softmax(float[] logits, int classes) {
    float[] probabilities = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logits[row + k]);
      }
      for (int k = 0; k < classes; k++) {
        probabilities[row + k] = (float) (Math.exp(logits[row + k]) / sum);
      }
    }
    return probabilities;
  }

  private static float[] sigmoid(float[] logits) {
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return probabilities;
  }
}
