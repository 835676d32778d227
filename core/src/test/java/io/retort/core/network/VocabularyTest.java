package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.tensor.Shape;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void isTheSmallestOfTheEmbeddingsThatReadTheInput() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("large", new Layer.Embedding(9, 2), "input")
            .add("kept", new Layer.Dropout(0.5), "input")
            .add("small", new Layer.Embedding(4, 2), "kept")
            .add("both", new Layer.Add(), "large", "small")
            .build();

    assertEquals(OptionalInt.of(4), NetworkPlan.of(description, Shape.of(3)).vocabulary());
  }

  @Test
  void anEmbeddingOfOtherNumbersIsNone() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("changed", new Layer.Activation(ActivationFunction.RELU))
            .add("table", new Layer.Embedding(4, 2))
            .build();

    assertEquals(OptionalInt.empty(), NetworkPlan.of(description, Shape.of(3)).vocabulary());
  }
}
