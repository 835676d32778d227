package io.retort.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Workloads of many shapes: small and large networks of each kind, few and many classes, small and
 * large batches. Each teacher is of the student's kind and twice as wide.
 */
final class Grid {
  private static final int SEED = 1;

  private Grid() {}

  /** The layers of a network of some width. */
  @FunctionalInterface
  private interface Architecture {
    List<Map<String, Object>> layers(int width, int classes);
  }

  /** A workload: the student's architecture and width, and what it is trained with. */
  private record Point(
      String name, String input, int batch, int classes, int width, Architecture architecture) {}

  private static final List<Point> POINTS =
      List.of(
          new Point("tabular", "20", 64, 2, 32, Grid::dense),
          new Point("mlp", "784", 128, 10, 64, Grid::dense),
          new Point("mlp-batch-1024", "784", 1024, 10, 128, Grid::twoDense),
          new Point("mlp-1000-classes", "512", 256, 1000, 256, Grid::dense),
          new Point("mlp-10000-classes", "256", 64, 10_000, 128, Grid::dense),
          new Point("cnn-small", "1x28x28", 128, 10, 8, Grid::convolutions),
          new Point("cnn-batch-8", "1x28x28", 8, 10, 32, Grid::convolutions),
          new Point("cnn-large", "3x32x32", 256, 100, 32, Grid::convolutions),
          new Point("resnet-16", "3x32x32", 64, 100, 16, Grid::residual),
          new Point("resnet-32", "3x32x32", 32, 10, 32, Grid::residual),
          new Point("depthwise", "3x32x32", 64, 100, 32, Grid::depthwise),
          new Point("depthwise-batch-8", "1x28x28", 8, 10, 16, Grid::depthwise),
          new Point("lstm", "28x28", 128, 10, 64, (width, n) -> recurrent("lstm", width, n)),
          new Point(
              "lstm-1000", "20x64", 512, 1000, 128, (width, n) -> recurrent("lstm", width, n)),
          new Point("gru-batch-8", "50x16", 8, 2, 32, (width, n) -> recurrent("gru", width, n)));

  /**
   * Writes the workloads.
   *
   * @param folder where their files go
   * @return the files
   */
  static List<Path> write(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      for (Point point : POINTS) {
        Path file = folder.resolve(point.name() + ".yaml");
        // JSON is YAML.
        new JsonMapper().writeValue(file.toFile(), experiment(point));
        files.add(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files;
  }

  private static Map<String, Object> experiment(Point point) {
    Map<String, Object> training =
        Map.of(
            "steps", 1000,
            "batch", point.batch(),
            "optimizer", Map.of("kind", "sgd", "learning-rate", 0.01, "momentum", 0.9));
    return Map.of(
        "name", point.name(),
        "backend", Map.of("kind", "onednn"),
        "data",
            Map.of(
                "kind", "synthetic",
                "shape", point.input(),
                "outputs", point.classes(),
                "samples", Math.max(16 * point.batch(), 2 * point.classes()),
                "test-samples", point.batch()),
        "teacher",
            Map.of(
                "kind",
                "network",
                "network",
                point.architecture().layers(2 * point.width(), point.classes()),
                "training",
                training),
        "student",
            Map.of(
                "network",
                point.architecture().layers(point.width(), point.classes()),
                "training",
                training),
        "strategy", Map.of("kind", "temperature", "temperature", 4, "soft-weight", 0.9),
        "seeds", List.of(SEED));
  }

  private static Map<String, Object> layer(String kind, Object... settings) {
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("kind", kind);
    for (int i = 0; i < settings.length; i += 2) {
      layer.put((String) settings[i], settings[i + 1]);
    }
    return layer;
  }

  private static Map<String, Object> hidden(int units) {
    return layer("dense", "units", units, "activation", "relu");
  }

  private static List<Map<String, Object>> dense(int width, int classes) {
    return List.of(hidden(width), layer("dense", "units", classes));
  }

  private static List<Map<String, Object>> twoDense(int width, int classes) {
    return List.of(hidden(2 * width), hidden(width), layer("dense", "units", classes));
  }

  private static Map<String, Object> convolution(int filters, Object... settings) {
    Map<String, Object> layer = layer("conv2d", settings);
    layer.put("filters", filters);
    layer.put("padding", 1);
    return layer;
  }

  private static List<Map<String, Object>> convolutions(int width, int classes) {
    return List.of(
        convolution(width, "activation", "relu"),
        layer("max-pool", "size", 2),
        convolution(2 * width, "activation", "relu"),
        layer("max-pool", "size", 2),
        layer("flatten"),
        hidden(4 * width),
        layer("dense", "units", classes));
  }

  private static List<Map<String, Object>> recurrent(String kind, int width, int classes) {
    return List.of(layer(kind, "units", width), layer("dense", "units", classes));
  }

  /** Separable convolutions, as in MobileNet. */
  private static List<Map<String, Object>> depthwise(int width, int classes) {
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.add(convolution(width, "bias", false));
    normalised(layers);
    for (int stage = 0; stage < 3; stage++) {
      int channels = width << stage;
      layers.add(convolution(channels, "groups", channels, "stride", 2, "bias", false));
      normalised(layers);
      Map<String, Object> pointwise = convolution(2 * channels, "kernel", 1, "bias", false);
      pointwise.put("padding", "valid");
      layers.add(pointwise);
      normalised(layers);
    }
    layers.add(layer("global-avg-pool"));
    layers.add(layer("dense", "units", classes));
    return layers;
  }

  private static void normalised(List<Map<String, Object>> layers) {
    layers.add(layer("batch-norm"));
    layers.add(layer("activation", "function", "relu"));
  }

  /** A residual network of three stages with a block each. */
  private static List<Map<String, Object>> residual(int width, int classes) {
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.add(convolution(width, "bias", false));
    normalised(layers);
    layers.get(layers.size() - 1).put("name", "stage0");
    for (int stage = 1; stage <= 3; stage++) {
      int channels = width << (stage - 1);
      int stride = stage == 1 ? 1 : 2;
      String before = "stage" + (stage - 1);
      layers.add(convolution(channels, "stride", stride, "bias", false));
      normalised(layers);
      layers.add(convolution(channels, "bias", false));
      layers.add(layer("batch-norm", "name", "main" + stage));
      String other = before;
      if (stride > 1) {
        Map<String, Object> shortcut =
            convolution(channels, "from", before, "kernel", 1, "stride", stride, "bias", false);
        shortcut.put("padding", "valid");
        layers.add(shortcut);
        layers.add(layer("batch-norm", "name", "other" + stage));
        other = "other" + stage;
      }
      layers.add(layer("add", "from", List.of("main" + stage, other)));
      layers.add(layer("activation", "function", "relu", "name", "stage" + stage));
    }
    layers.add(layer("global-avg-pool"));
    layers.add(layer("dense", "units", classes));
    return layers;
  }
}
