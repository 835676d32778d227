package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cases of the backend contract: each layer, and the ways in which layers are joined. */
final class BackendCases {
  private static final Shape IMAGE = Shape.of(2, 5, 6);
  private static final Shape SEQUENCE = Shape.of(4, 3);
  private static final Shape VECTOR = Shape.of(6);

  private BackendCases() {}

  static List<BackendCase> all() {
    List<BackendCase> cases = new ArrayList<>();
    for (ActivationFunction function : ActivationFunction.values()) {
      cases.add(one("dense with " + function, VECTOR, new Layer.Dense(4, function)));
      cases.add(one("convolution with " + function, IMAGE, new Layer.Conv2d(3, 3, function)));
      cases.add(one("activation " + function, IMAGE, new Layer.Activation(function)));
    }
    cases.addAll(dense());
    cases.addAll(convolutions());
    cases.addAll(windows());
    cases.addAll(images());
    cases.addAll(joins());
    cases.addAll(sequences());
    cases.addAll(BackendTexts.all());
    cases.addAll(graphs());
    cases.addAll(BackendCorners.all());
    return cases;
  }

  private static List<BackendCase> dense() {
    return List.of(
        one(
            "dense without bias",
            VECTOR,
            new Layer.Dense(4, ActivationFunction.TANH, false, Initializer.AUTO)),
        one("dense on a sequence", SEQUENCE, new Layer.Dense(5, ActivationFunction.SIGMOID)),
        chain(
            "three dense layers",
            VECTOR,
            new Layer.Dense(7, ActivationFunction.RELU),
            new Layer.Dense(5, ActivationFunction.TANH),
            new Layer.Dense(3, ActivationFunction.LINEAR)));
  }

  private static List<BackendCase> convolutions() {
    return List.of(
        conv("at stride 2", IMAGE, "3", "2", Padding.SAME, "1", 1, true),
        conv("with an even kernel", IMAGE, "2", "1", Padding.SAME, "1", 1, true),
        conv("with a 2x3 kernel at stride 1x2", IMAGE, "2x3", "1x2", Padding.SAME, "1", 1, true),
        conv("without padding", IMAGE, "3", "1", Padding.VALID, "1", 1, true),
        conv("without padding or bias", IMAGE, "3x2", "2", Padding.VALID, "1", 1, false),
        conv("with padding 2", IMAGE, "3", "2", new Padding(false, 2), "1", 1, true),
        conv("dilated", IMAGE, "3", "1", Padding.SAME, "2", 1, true),
        conv("dilated without padding", IMAGE, "2", "1", Padding.VALID, "2x3", 1, true),
        conv("of 1x1 at stride 3", Shape.of(2, 8, 8), "1", "3", Padding.SAME, "1", 1, true),
        conv(
            "with rows unread and columns padded",
            Shape.of(2, 8, 5),
            "1x2",
            "4x1",
            Padding.SAME,
            "1",
            1,
            true),
        conv("in two groups", Shape.of(4, 5, 6), "3", "1", Padding.SAME, "1", 2, true),
        conv("in two groups at stride 2", Shape.of(4, 5, 6), "3", "2", Padding.SAME, "1", 2, false),
        conv("by channel", Shape.of(4, 5, 6), "3", "1", new Padding(false, 1), "1", 4, true));
  }

  private static BackendCase conv(
      String name,
      Shape input,
      String kernel,
      String stride,
      Padding padding,
      String dilation,
      int groups,
      boolean bias) {
    return one(
        "convolution " + name,
        input,
        new Layer.Conv2d(
            4,
            Extent.parse(kernel),
            Extent.parse(stride),
            padding,
            Extent.parse(dilation),
            groups,
            ActivationFunction.TANH,
            bias,
            Initializer.AUTO));
  }

  private static List<BackendCase> windows() {
    List<BackendCase> cases = new ArrayList<>();
    record Window(String size, String stride, Padding padding) {}
    for (Window window :
        List.of(
            new Window("2", "2", Padding.VALID),
            new Window("3", "2", Padding.SAME),
            new Window("2", "1", Padding.SAME),
            new Window("3x2", "1x2", Padding.VALID),
            new Window("3", "2", new Padding(false, 1)),
            new Window("1x2", "3x1", Padding.SAME))) {
      Extent size = Extent.parse(window.size);
      Extent stride = Extent.parse(window.stride);
      String name = "pooling " + size + " at stride " + stride + " with padding " + window.padding;
      Layer conv = new Layer.Conv2d(3, 2, ActivationFunction.TANH);
      cases.add(chain("max " + name, IMAGE, conv, new Layer.MaxPool(size, stride, window.padding)));
      cases.add(
          chain("average " + name, IMAGE, conv, new Layer.AvgPool(size, stride, window.padding)));
    }
    return cases;
  }

  private static List<BackendCase> images() {
    Layer conv = new Layer.Conv2d(3, 2, ActivationFunction.TANH);
    return List.of(
        chain("global average pooling", IMAGE, conv, new Layer.GlobalAvgPool()),
        chain("upsampling", IMAGE, conv, new Layer.Upsample(new Extent(2, 3))),
        chain(
            "batch normalisation of an image",
            IMAGE,
            conv,
            new Layer.BatchNorm(0.1, 1e-5),
            new Layer.Activation(ActivationFunction.RELU)),
        chain(
            "batch normalisation of a vector",
            VECTOR,
            new Layer.Dense(4, ActivationFunction.TANH),
            new Layer.BatchNorm(0.3, 1e-3),
            new Layer.Dense(3, ActivationFunction.LINEAR)),
        chain("dropout of an image", IMAGE, conv, new Layer.Dropout(0.4)),
        chain(
            "dropout of a vector",
            VECTOR,
            new Layer.Dense(8, ActivationFunction.TANH),
            new Layer.Dropout(0.5),
            new Layer.Dense(3, ActivationFunction.LINEAR)),
        chain(
            "dropout of a sequence",
            SEQUENCE,
            new Layer.Dense(4, ActivationFunction.TANH),
            new Layer.Dropout(0.25),
            new Layer.Lstm(3, Returns.LAST)),
        chain(
            "image to vector to image",
            IMAGE,
            conv,
            new Layer.Flatten(),
            new Layer.Dense(12, ActivationFunction.TANH),
            new Layer.Reshape(Shape.of(2, 3, 2)),
            new Layer.Conv2d(2, 3, ActivationFunction.LINEAR)));
  }

  private static List<BackendCase> joins() {
    return List.of(
        new BackendCase(
            "residual block",
            NetworkDescription.sequence()
                .add("a", new Layer.Conv2d(3, 3, ActivationFunction.RELU))
                .add("b", new Layer.Conv2d(3, 3, ActivationFunction.LINEAR))
                .add("norm", new Layer.BatchNorm(0.1, 1e-5))
                .add("sum", new Layer.Add(), "norm", "a")
                .add("relu", new Layer.Activation(ActivationFunction.RELU))
                .add("pool", new Layer.GlobalAvgPool())
                .add("logits", new Layer.Dense(3, ActivationFunction.LINEAR))
                .build(),
            IMAGE),
        new BackendCase(
            "sum of a node with itself and another",
            NetworkDescription.sequence()
                .add("a", new Layer.Dense(4, ActivationFunction.TANH))
                .add("b", new Layer.Dense(4, ActivationFunction.TANH))
                .add("sum", new Layer.Add(), "a", "b", "a")
                .build(),
            VECTOR),
        new BackendCase(
            "concatenated channels",
            NetworkDescription.sequence()
                .add("a", new Layer.Conv2d(2, 3, ActivationFunction.TANH))
                .add("b", new Layer.Conv2d(3, 2, ActivationFunction.TANH))
                .add("all", new Layer.Concat(), "a", "b", "input")
                .add("c", new Layer.Conv2d(2, 3, ActivationFunction.LINEAR))
                .build(),
            IMAGE),
        new BackendCase(
            "concatenated features",
            NetworkDescription.sequence()
                .add("a", new Layer.Dense(2, ActivationFunction.TANH))
                .add("b", new Layer.Dense(3, ActivationFunction.TANH), "input")
                .add("all", new Layer.Concat(), "b", "a")
                .add("c", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            VECTOR),
        new BackendCase(
            "concatenated time",
            NetworkDescription.sequence()
                .add("a", new Layer.Dense(3, ActivationFunction.TANH))
                .add("all", new Layer.Concat(), "input", "a")
                .add("last", new Layer.Gru(2, Returns.LAST))
                .build(),
            SEQUENCE));
  }

  private static List<BackendCase> sequences() {
    return List.of(
        one("lstm, last state", SEQUENCE, new Layer.Lstm(3, Returns.LAST)),
        one("lstm, all states", SEQUENCE, new Layer.Lstm(3, Returns.SEQUENCE)),
        one("gru, last state", SEQUENCE, new Layer.Gru(3, Returns.LAST)),
        one("gru, all states", SEQUENCE, new Layer.Gru(3, Returns.SEQUENCE)),
        one("lstm over one step", Shape.of(1, 3), new Layer.Lstm(2, Returns.SEQUENCE)),
        one("gru over one step", Shape.of(1, 3), new Layer.Gru(2, Returns.LAST)),
        chain(
            "stacked recurrent layers",
            SEQUENCE,
            new Layer.Lstm(3, Returns.SEQUENCE),
            new Layer.Gru(4, Returns.SEQUENCE),
            new Layer.Lstm(2, Returns.LAST),
            new Layer.Dense(2, ActivationFunction.LINEAR)),
        chain(
            "rows of an image as a sequence",
            IMAGE,
            new Layer.Conv2d(1, 3, ActivationFunction.TANH),
            new Layer.Reshape(Shape.of(5, 6)),
            new Layer.Gru(2, Returns.SEQUENCE),
            new Layer.Flatten()),
        new BackendCase(
            "embedding",
            NetworkDescription.sequence()
                .add("table", new Layer.Embedding(5, 3))
                .add("steps", new Layer.Dense(2, ActivationFunction.TANH))
                .add("state", new Layer.Lstm(2, Returns.LAST))
                .build(),
            Shape.of(6)));
  }

  private static List<BackendCase> graphs() {
    return List.of(
        new BackendCase(
            "two heads",
            NetworkDescription.sequence()
                .add("trunk", new Layer.Dense(5, ActivationFunction.TANH))
                .add("classes", new Layer.Dense(3, ActivationFunction.LINEAR))
                .add("value", new Layer.Dense(1, ActivationFunction.LINEAR), "trunk")
                .build("classes", "value"),
            VECTOR),
        new BackendCase(
            "an output that feeds another",
            NetworkDescription.sequence()
                .add("first", new Layer.Dense(4, ActivationFunction.TANH))
                .add("second", new Layer.Dense(3, ActivationFunction.LINEAR))
                .build("first", "second"),
            VECTOR),
        one("no parameters", IMAGE, new Layer.Flatten()),
        chain(
            "small image classifier",
            Shape.of(1, 8, 8),
            new Layer.Conv2d(3, 3, ActivationFunction.RELU),
            new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID),
            new Layer.Conv2d(4, 3, ActivationFunction.RELU),
            new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID),
            new Layer.Flatten(),
            new Layer.Dense(6, ActivationFunction.RELU),
            new Layer.Dense(4, ActivationFunction.LINEAR)));
  }

  private static BackendCase one(String name, Shape input, Layer layer) {
    return chain(name, input, layer);
  }

  private static BackendCase chain(String name, Shape input, Layer... layers) {
    NetworkDescription.Builder builder = NetworkDescription.sequence();
    int number = 1;
    for (Layer layer : layers) {
      builder.add(layer.getClass().getSimpleName().toLowerCase(Locale.ROOT) + number++, layer);
    }
    return new BackendCase(name, builder.build(), input);
  }
}
