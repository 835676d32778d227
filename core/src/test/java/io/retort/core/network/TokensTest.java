package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.tensor.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {

  @Test
  void areThoseThatAllEmbeddingsOfTheInputCanRead() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("large", new Layer.Embedding(9, 2), "input")
            .add("kept", new Layer.Dropout(0.5), "input")
            .add("small", new Layer.Embedding(4, 2), "kept")
            .add("both", new Layer.Add(), "large", "small")
            .build();

    assertEquals(Optional.of(new Tokens(4, false)), tokens(description));
  }

  @Test
  void endWhereNothingButBagsReadThem() {
    Layer bag = new Layer.EmbeddingBag(7, 2, Layer.BagMode.SUM);
    assertEquals(
        Optional.of(new Tokens(7, true)),
        tokens(NetworkDescription.sequence().add("bag", bag).build()));
    NetworkDescription mixed =
        NetworkDescription.sequence()
            .add("bag", bag, "input")
            .add("table", new Layer.Embedding(9, 2), "input")
            .build("bag", "table");
    assertEquals(Optional.of(new Tokens(7, false)), tokens(mixed));
  }

  @Test
  void anEmbeddingOfOtherNumbersHasNone() {
    NetworkDescription description =
        NetworkDescription.sequence()
            .add("changed", new Layer.Activation(ActivationFunction.RELU))
            .add("table", new Layer.Embedding(4, 2))
            .build();

    assertEquals(Optional.empty(), tokens(description));
  }

  @Test
  void numbersFitUpToTheEndOfASample() {
    Tokens padded = new Tokens(4, true);
    assertTrue(padded.fits(0, false));
    assertTrue(padded.fits(3, false));
    assertTrue(padded.fits(-1, false));
    assertTrue(padded.fits(-1, true));
    assertFalse(padded.fits(3, true));
    for (double wrong : new double[] {4, -2, 0.5, -0.5, 1e300, Double.NaN}) {
      assertFalse(padded.fits(wrong, false), () -> wrong + " is not a token");
    }
    assertFalse(new Tokens(4, false).fits(-1, false));
  }

  @Test
  void whatDoesNotFitIsSaidWithWhatWould() {
    Tokens plain = new Tokens(4, false);
    assertTrue(plain.misfit(-1, false).contains("padded: true"));
    assertTrue(plain.misfit(4, false).contains("a vocabulary of 4 is smaller"));
    assertFalse(plain.misfit(0.5, false).contains("vocabulary"));
    assertTrue(new Tokens(4, true).misfit(2, true).contains("behind a -1"));
  }

  private static Optional<Tokens> tokens(NetworkDescription description) {
    return NetworkPlan.of(description, Shape.of(3)).tokens();
  }
}
