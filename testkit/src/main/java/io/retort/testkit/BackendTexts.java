package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Networks of tokens, of which samples have as many as they like. */
final class BackendTexts {
  private static final int VOCABULARY = 5;
  private static final Shape TEXT = Shape.of(6);

  private BackendTexts() {}

  static List<BackendCase> all() {
    List<BackendCase> cases = new ArrayList<>(ofEachKind());
    for (ActivationFunction function : ActivationFunction.values()) {
      cases.add(padded("a padded sequence through " + function, new Layer.Activation(function)));
      cases.add(padded("a padded dense layer with " + function, new Layer.Dense(4, function)));
      cases.add(
          padded(
              "a padded dense layer without bias, with " + function,
              new Layer.Dense(4, function, false, Initializer.AUTO)));
    }
    return cases;
  }

  /** Without each function in each of them. */
  static List<BackendCase> ofEachKind() {
    List<BackendCase> cases = new ArrayList<>(bags());
    cases.addAll(pooled());
    cases.addAll(padded());
    cases.addAll(convolutions());
    cases.addAll(bidirectional());
    return cases;
  }

  private static List<BackendCase> pooled() {
    List<BackendCase> cases = new ArrayList<>();
    for (PoolMode mode : PoolMode.values()) {
      Layer pool = new Layer.PoolOverTime(mode);
      cases.add(
          new BackendCase(
              mode + " over time",
              NetworkDescription.sequence()
                  .add("steps", new Layer.Dense(3, ActivationFunction.TANH))
                  .add("pool", pool)
                  .build(),
              Shape.of(4, 3)));
      cases.add(padded(mode + " over time of what there is", pool));
      cases.add(padded(mode + " over time of states", new Layer.Lstm(3, Returns.SEQUENCE), pool));
    }
    return cases;
  }

  private static List<BackendCase> convolutions() {
    record Conv(int kernel, int stride, Padding padding, int dilation, int groups, boolean bias) {}
    List<BackendCase> cases = new ArrayList<>();
    Padding one = new Padding(false, 1);
    for (Conv conv :
        List.of(
            new Conv(3, 1, Padding.SAME, 1, 1, true),
            new Conv(2, 1, Padding.SAME, 1, 1, false),
            new Conv(3, 1, Padding.VALID, 1, 1, true),
            new Conv(2, 2, Padding.VALID, 1, 1, true),
            new Conv(3, 2, one, 1, 1, true),
            new Conv(2, 1, new Padding(false, 2), 2, 2, true),
            new Conv(3, 1, Padding.SAME, 2, 4, false),
            new Conv(1, 1, Padding.VALID, 1, 1, true),
            new Conv(2, 3, one, 1, 1, true),
            new Conv(6, 1, Padding.VALID, 1, 1, true))) {
      Layer layer =
          new Layer.Conv1d(
              4,
              conv.kernel,
              conv.stride,
              conv.padding,
              conv.dilation,
              conv.groups,
              ActivationFunction.TANH,
              conv.bias,
              Initializer.AUTO);
      cases.add(
          new BackendCase(
              conv + " over time",
              NetworkDescription.sequence()
                  .add("steps", new Layer.Dense(4, ActivationFunction.TANH))
                  .add("conv", layer)
                  .build(),
              Shape.of(6, 3)));
      cases.add(
          padded(
              conv + " of a padded sequence",
              new Layer.Dense(4, ActivationFunction.SIGMOID),
              layer,
              new Layer.PoolOverTime(PoolMode.MAX)));
    }
    for (ActivationFunction function : ActivationFunction.values()) {
      cases.add(padded("a padded convolution with " + function, new Layer.Conv1d(2, 3, function)));
    }
    cases.add(
        new BackendCase(
            "convolution over time of the input",
            NetworkDescription.sequence()
                .add("conv", new Layer.Conv1d(2, 3, ActivationFunction.RELU))
                .build(),
            Shape.of(6, 3)));
    cases.add(
        padded(
            "convolutions of a padded sequence on each other",
            new Layer.Conv1d(4, 3, 2, one, 1, 1, ActivationFunction.TANH, true, Initializer.AUTO),
            new Layer.Conv1d(3, 2, ActivationFunction.GELU),
            new Layer.Gru(2, Returns.LAST)));
    cases.add(
        new BackendCase(
            "windows of several sizes",
            NetworkDescription.sequence()
                .add("table", new Layer.Embedding(VOCABULARY, 3, true))
                .add("two", new Layer.Conv1d(2, 2, ActivationFunction.RELU), "table")
                .add("two-pool", new Layer.PoolOverTime(PoolMode.MAX))
                .add("three", new Layer.Conv1d(2, 3, ActivationFunction.TANH), "table")
                .add("three-pool", new Layer.PoolOverTime(PoolMode.MAX))
                .add("both", new Layer.Concat(), "two-pool", "three-pool")
                .add("logits", new Layer.Dense(3, ActivationFunction.LINEAR))
                .build(),
            TEXT));
    return cases;
  }

  private static List<BackendCase> bidirectional() {
    List<BackendCase> cases = new ArrayList<>();
    for (Returns returns : Returns.values()) {
      for (Layer layer :
          List.of(new Layer.Lstm(3, returns, true), new Layer.Gru(3, returns, true))) {
        String name = "bidirectional " + layer.getClass().getSimpleName() + ", " + returns;
        cases.add(
            new BackendCase(
                name, NetworkDescription.sequence().add("both", layer).build(), Shape.of(4, 3)));
        cases.add(padded("padded " + name, layer));
      }
    }
    cases.add(
        padded(
            "bidirectional layers on each other",
            new Layer.Lstm(2, Returns.SEQUENCE, true),
            new Layer.Dropout(0.3),
            new Layer.Gru(3, Returns.SEQUENCE, true),
            new Layer.Dense(4, ActivationFunction.TANH),
            new Layer.Lstm(2, Returns.LAST, true)));
    return cases;
  }

  private static List<BackendCase> padded() {
    List<BackendCase> cases = new ArrayList<>();
    for (Returns returns : Returns.values()) {
      cases.add(padded("padded lstm, " + returns, new Layer.Lstm(3, returns)));
      cases.add(padded("padded gru, " + returns, new Layer.Gru(3, returns)));
    }
    cases.add(
        padded(
            "stacked padded recurrent layers",
            new Layer.Gru(3, Returns.SEQUENCE),
            new Layer.Dropout(0.3),
            new Layer.Lstm(4, Returns.SEQUENCE),
            new Layer.Dense(3, ActivationFunction.SIGMOID),
            new Layer.Gru(2, Returns.LAST)));
    cases.add(
        padded(
            "a flattened padded sequence",
            new Layer.Dense(2, ActivationFunction.SIGMOID),
            new Layer.Flatten(),
            new Layer.Dense(3, ActivationFunction.LINEAR)));
    cases.add(
        new BackendCase(
            "sums of padded sequences",
            NetworkDescription.sequence()
                .add("table", new Layer.Embedding(VOCABULARY, 3, true))
                .add("steps", new Layer.Dense(3, ActivationFunction.TANH))
                .add("sum", new Layer.Add(), "steps", "table")
                .add("squashed", new Layer.Activation(ActivationFunction.SIGMOID))
                .add("again", new Layer.Add(), "squashed", "sum", "steps")
                .add("largest", new Layer.PoolOverTime(PoolMode.MAX))
                .add("mean", new Layer.PoolOverTime(PoolMode.MEAN), "again")
                .add("both", new Layer.Concat(), "largest", "mean")
                .build(),
            TEXT));
    return cases;
  }

  private static BackendCase padded(String name, Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(layers));
    all.add(0, new Layer.Embedding(VOCABULARY, 3, true));
    return text(name, all.toArray(Layer[]::new));
  }

  private static List<BackendCase> bags() {
    return List.of(
        text("means of embeddings", new Layer.EmbeddingBag(VOCABULARY, 3, BagMode.MEAN)),
        text("sums of embeddings", new Layer.EmbeddingBag(VOCABULARY, 3, BagMode.SUM)),
        text(
            "a network of n-grams",
            new Layer.EmbeddingBag(VOCABULARY, 4, BagMode.MEAN),
            new Layer.Activation(ActivationFunction.TANH),
            new Layer.Dense(3, ActivationFunction.LINEAR)));
  }

  private static BackendCase text(String name, Layer... layers) {
    NetworkDescription.Builder builder = NetworkDescription.sequence();
    for (int i = 0; i < layers.length; i++) {
      builder.add("layer" + i, layers[i]);
    }
    return new BackendCase(name, builder.build(), TEXT);
  }
}
