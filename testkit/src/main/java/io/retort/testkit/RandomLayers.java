package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.BagMode;
import io.retort.core.network.Layer.PoolMode;
import io.retort.core.network.Layer.Returns;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Random;

/** Layers for {@link RandomNetworks} that fit a shape, or nearly: windows may be too large. */
final class RandomLayers {
  /**
   * Smooth functions mostly, because a value that falls on different sides of a kink in two
   * backends changes a whole gradient.
   */
  private static final List<ActivationFunction> FUNCTIONS =
      List.of(
          ActivationFunction.LINEAR,
          ActivationFunction.RELU,
          ActivationFunction.LEAKY_RELU,
          ActivationFunction.TANH,
          ActivationFunction.TANH,
          ActivationFunction.SIGMOID,
          ActivationFunction.SIGMOID,
          ActivationFunction.SILU,
          ActivationFunction.SILU,
          ActivationFunction.GELU,
          ActivationFunction.GELU);

  private final Random random;

  RandomLayers(Random random) {
    this.random = random;
  }

  /** Few, often one, or about as many as a vector register holds. */
  int channels() {
    return switch (random.nextInt(6)) {
      case 0 -> 1;
      case 1, 2 -> 14 + random.nextInt(6);
      default -> 1 + random.nextInt(6);
    };
  }

  /** The height or width of an image, often 1. */
  int side() {
    return random.nextInt(5) == 0 ? 1 : 2 + random.nextInt(9);
  }

  Layer draw(Shape input) {
    return switch (input.rank()) {
      case 1 -> vector(input);
      case 2 -> sequence(input);
      case 3 -> image(input);
      default -> new Layer.Flatten();
    };
  }

  /** What reads an input of tokens. */
  Layer ofTokens() {
    int vocabulary = 3 + random.nextInt(8);
    int size = 2 + random.nextInt(8);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Layer.EmbeddingBag(
              vocabulary, size, random.nextBoolean() ? BagMode.MEAN : BagMode.SUM);
      case 1 -> new Layer.Embedding(vocabulary, size);
      default -> new Layer.Embedding(vocabulary, size, true);
    };
  }

  private Layer vector(Shape input) {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> dense();
      case 3 -> new Layer.BatchNorm(0.2, 1e-2);
      case 4 -> new Layer.Add();
      case 5 -> new Layer.Concat();
      case 6 -> elementWise();
      case 7 ->
          input.elements() % 3 == 0
              ? new Layer.Reshape(Shape.of(3, input.elements() / 3))
              : dense();
      default ->
          input.elements() % 4 == 0
              ? new Layer.Reshape(Shape.of(input.elements() / 4, 2, 2))
              : dense();
    };
  }

  private Layer sequence(Shape input) {
    Returns returns = random.nextInt(3) == 0 ? Returns.LAST : Returns.SEQUENCE;
    return switch (random.nextInt(12)) {
      case 10, 11 -> timeConvolution(input);
      case 9 -> new Layer.PoolOverTime(random.nextBoolean() ? PoolMode.MAX : PoolMode.MEAN);
      case 0, 1 -> new Layer.Lstm(1 + random.nextInt(9), returns, random.nextInt(3) == 0);
      case 2, 3 -> new Layer.Gru(1 + random.nextInt(9), returns, random.nextInt(3) == 0);
      case 4 -> dense();
      case 5 -> elementWise();
      case 6 -> new Layer.Add();
      case 7 -> new Layer.Concat();
      default ->
          random.nextBoolean()
              ? new Layer.Flatten()
              : new Layer.Reshape(Shape.of(1, input.extent(0), input.extent(1)));
    };
  }

  private Layer image(Shape input) {
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> convolution(input);
      case 4 -> new Layer.MaxPool(window(input, 3), extent(4), padding(0));
      case 5 -> new Layer.AvgPool(window(input, 3), extent(4), padding(0));
      case 6 -> new Layer.Upsample(extent(3));
      case 7, 8 -> new Layer.BatchNorm(0.2, 1e-2);
      case 9 -> new Layer.Add();
      case 10 -> new Layer.Concat();
      case 11 -> elementWise();
      case 12 -> new Layer.GlobalAvgPool();
      default ->
          random.nextBoolean()
              ? new Layer.Flatten()
              : new Layer.Reshape(Shape.of(input.extent(1), input.extent(0) * input.extent(2)));
    };
  }

  private Layer convolution(Shape input) {
    int channels = input.extent(0);
    int groups = 1;
    int filters = channels();
    if (random.nextInt(3) == 0) {
      groups = random.nextBoolean() ? channels : channels % 2 == 0 ? 2 : 1;
      filters = groups * (1 + random.nextInt(2));
    }
    return new Layer.Conv2d(
        filters,
        window(input, 4),
        random.nextInt(3) == 0 ? extent(4) : Extent.of(1),
        padding(2),
        random.nextInt(4) == 0 ? extent(3) : Extent.of(1),
        groups,
        function(),
        random.nextInt(4) > 0,
        Initializer.AUTO);
  }

  private Layer timeConvolution(Shape input) {
    boolean grouped = input.extent(1) % 2 == 0 && random.nextInt(3) == 0;
    return new Layer.Conv1d(
        2 * (1 + random.nextInt(8)),
        1 + random.nextInt(random.nextInt(5) == 0 ? input.extent(0) : 4),
        random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1,
        padding(2),
        random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1,
        grouped ? 2 : 1,
        function(),
        random.nextInt(4) > 0,
        Initializer.AUTO);
  }

  private Layer dense() {
    return new Layer.Dense(
        1 + random.nextInt(20), function(), random.nextInt(4) > 0, Initializer.AUTO);
  }

  private Layer elementWise() {
    return random.nextBoolean()
        ? new Layer.Activation(function())
        : new Layer.Dropout(0.1 + 0.5 * random.nextDouble());
  }

  private ActivationFunction function() {
    return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
  }

  private Extent extent(int largest) {
    return new Extent(1 + random.nextInt(largest), 1 + random.nextInt(largest));
  }

  /** Of up to some pixels, or as high or wide as an image. */
  private Extent window(Shape image, int largest) {
    Extent drawn = extent(largest);
    return switch (random.nextInt(6)) {
      case 0 -> new Extent(image.extent(1), drawn.width());
      case 1 -> new Extent(drawn.height(), image.extent(2));
      default -> drawn;
    };
  }

  private Padding padding(int largest) {
    return switch (random.nextInt(3)) {
      case 0 -> Padding.SAME;
      case 1 -> Padding.VALID;
      default -> new Padding(false, random.nextInt(largest + 1));
    };
  }
}
