package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.NetworkDescription;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Networks of tokens, of which samples have as many as they like. */
final class BackendTexts {
  private static final int VOCABULARY = 5;
  private static final Shape TEXT = Shape.of(6);

  private BackendTexts() {}

  static List<BackendCase> all() {
    List<BackendCase> cases = new ArrayList<>(bags());
    return cases;
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
