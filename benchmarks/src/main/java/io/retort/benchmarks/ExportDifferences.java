package io.retort.benchmarks;

import ai.onnxruntime.OrtException;
import io.retort.core.data.SavedModel;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.TestStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How far each kind of layer in ONNX Runtime is from plain loops: the largest difference of 256
 * samples, beside the largest output.
 */
public final class ExportDifferences {
  private static final int SAMPLES = 256;
  private static final int SEEDS = 5;
  private static final Shape VECTOR = Shape.of(256);
  private static final Shape IMAGE = Shape.of(16, 14, 14);

  /** Token numbers, with fewer of them in some samples. */
  private static final Shape TEXT = Shape.of(40);

  private ExportDifferences() {}

  public static void main(String[] arguments) throws IOException, OrtException {
    System.out.println("| layer | largest difference | largest output |\n|---|---:|---:|");
    for (Map.Entry<String, NetworkDescription> layer : layers().entrySet()) {
      double difference = 0;
      double output = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        float[][] both = outputs(layer.getValue(), input(layer.getKey()), seed);
        for (int i = 0; i < both[0].length; i++) {
          difference = Math.max(difference, Math.abs((double) both[0][i] - both[1][i]));
          output = Math.max(output, Math.abs(both[0][i]));
        }
      }
      System.out.printf("| %s | %.1e | %.1f |%n", layer.getKey(), difference, output);
    }
  }

  private static Shape input(String layer) {
    return layer.startsWith("dense") || layer.startsWith("add") || layer.startsWith("activation")
        ? VECTOR
        : layer.contains("2d") || layer.contains("image") ? IMAGE : TEXT;
  }

  private static Map<String, NetworkDescription> layers() {
    Map<String, NetworkDescription> layers = new LinkedHashMap<>();
    layers.put("dense", chain(new Layer.Dense(128, ActivationFunction.LINEAR)));
    for (ActivationFunction function : ActivationFunction.values()) {
      String name = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
      layers.put("activation: " + name, chain(new Layer.Activation(function)));
    }
    layers.put(
        "add",
        NetworkDescription.sequence()
            .add("halves", new Layer.Activation(ActivationFunction.SIGMOID))
            .add("sum", new Layer.Add(), "halves", NetworkDescription.INPUT, "halves")
            .build());
    layers.put("conv2d", chain(new Layer.Conv2d(32, 3, ActivationFunction.LINEAR)));
    Extent two = Extent.of(2);
    layers.put("max-pool of an image", chain(new Layer.MaxPool(two, two, Padding.VALID)));
    layers.put("avg-pool of an image", chain(new Layer.AvgPool(two, two, Padding.VALID)));
    layers.put("global-avg-pool of an image", chain(new Layer.GlobalAvgPool()));
    layers.put("upsample of an image", chain(new Layer.Upsample(two)));
    layers.put("batch-norm of an image", chain(new Layer.BatchNorm(0.9, 1e-5)));
    Layer embedding = new Layer.Embedding(1000, 32, true);
    for (BagMode mode : BagMode.values()) {
      String name = "embedding-bag, " + mode.name().toLowerCase(Locale.ROOT);
      layers.put(name, chain(new Layer.EmbeddingBag(1000, 32, mode)));
    }
    layers.put("embedding", chain(embedding));
    layers.put("conv1d", chain(embedding, new Layer.Conv1d(64, 5, ActivationFunction.LINEAR)));
    for (PoolMode mode : PoolMode.values()) {
      String name = "pool-over-time, " + mode.name().toLowerCase(Locale.ROOT);
      layers.put(name, chain(embedding, new Layer.PoolOverTime(mode)));
    }
    for (boolean both : new boolean[] {false, true}) {
      String name = both ? ", bidirectional" : "";
      layers.put("lstm" + name, chain(embedding, new Layer.Lstm(64, Returns.SEQUENCE, both)));
      layers.put("gru" + name, chain(embedding, new Layer.Gru(64, Returns.SEQUENCE, both)));
    }
    return layers;
  }

  /** The layers, and their values in a row. */
  private static NetworkDescription chain(Layer... layers) {
    List<Layer> all = new ArrayList<>(Arrays.asList(layers));
    all.add(new Layer.Flatten());
    NetworkDescription.Builder network = NetworkDescription.sequence();
    for (int i = 0; i < all.size(); i++) {
      network.add("layer" + i, all.get(i));
    }
    return network.build();
  }

  private static float[][] outputs(NetworkDescription network, Shape input, long seed)
      throws IOException, OrtException {
    RandomNetworks.Sample drawn = RandomNetworks.draw(network, input, SAMPLES, seed);
    SavedModel model =
        new SavedModel(new SavedNetwork(drawn.plan(), drawn.weights()), Optional.empty());
    float[] expected = new TestStudent(model).outputs(drawn.inputs()).get(network.outputs().get(0));
    List<float[]> samples = new ArrayList<>();
    int width = input.elements();
    for (int from = 0; from < drawn.inputs().length; from += width) {
      samples.add(Arrays.copyOfRange(drawn.inputs(), from, from + width));
    }
    Path folder = Files.createTempDirectory("differences");
    try (OnnxRuntimeModel exported = OnnxRuntimeModel.of(model, folder)) {
      float[] actual = new float[expected.length];
      int row = 0;
      for (float[] output : exported.predict(samples)) {
        System.arraycopy(output, 0, actual, row, output.length);
        row += output.length;
      }
      return new float[][] {expected, actual};
    } finally {
      Files.delete(folder.resolve("student.onnx"));
      Files.delete(folder);
    }
  }
}
