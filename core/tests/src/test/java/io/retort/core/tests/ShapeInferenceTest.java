package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeInferenceTest {
  private static final ActivationFunction LINEAR = ActivationFunction.LINEAR;

  static Stream<Arguments> shapes() {
    Layer.Returns last = Layer.Returns.LAST;
    Layer.Returns sequence = Layer.Returns.SEQUENCE;
    return Stream.of(
        Arguments.of(new Layer.Dense(7, LINEAR), "5", "7"),
        Arguments.of(new Layer.Dense(7, LINEAR), "9x5", "9x7"),
        Arguments.of(new Layer.Conv2d(6, 3, LINEAR), "2x8x9", "6x8x9"),
        Arguments.of(conv("3x1", "2", "valid", "1", 1), "2x8x9", "6x3x5"),
        Arguments.of(conv("3", "1", "valid", "2", 1), "2x8x9", "6x4x5"),
        Arguments.of(conv("5", "2", "2", "1", 2), "2x8x9", "6x4x5"),
        Arguments.of(
            new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID), "3x7x8", "3x3x4"),
        Arguments.of(new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.SAME), "3x7x8", "3x4x4"),
        Arguments.of(
            new Layer.AvgPool(Extent.of(3), Extent.of(1), Padding.parse("1")), "3x7x8", "3x7x8"),
        Arguments.of(new Layer.GlobalAvgPool(), "3x7x8", "3"),
        Arguments.of(new Layer.Upsample(new Extent(2, 3)), "3x7x8", "3x14x24"),
        Arguments.of(new Layer.BatchNorm(0.1, 1e-5), "3x7x8", "3x7x8"),
        Arguments.of(new Layer.BatchNorm(0.1, 1e-5), "5", "5"),
        Arguments.of(new Layer.Activation(LINEAR), "3x7x8", "3x7x8"),
        Arguments.of(new Layer.Dropout(0.5), "9x5", "9x5"),
        Arguments.of(new Layer.Flatten(), "3x7x8", "168"),
        Arguments.of(new Layer.Reshape(Shape.of(7, 24)), "3x7x8", "7x24"),
        Arguments.of(new Layer.Embedding(100, 16), "9", "9x16"),
        Arguments.of(new Layer.EmbeddingBag(100, 16, Layer.BagMode.SUM), "9", "16"),
        Arguments.of(new Layer.Embedding(100, 16, true), "9", "9x16"),
        Arguments.of(new Layer.PoolOverTime(Layer.PoolMode.MAX), "9x5", "5"),
        Arguments.of(new Layer.Conv1d(6, 3, LINEAR), "9x4", "9x6"),
        Arguments.of(conv1d(3, 2, "same", 1, 1), "9x4", "5x6"),
        Arguments.of(conv1d(3, 2, "1", 2, 2), "9x4", "4x6"),
        Arguments.of(conv1d(9, 1, "valid", 1, 1), "9x4", "1x6"),
        Arguments.of(new Layer.Lstm(4, last), "9x5", "4"),
        Arguments.of(new Layer.Lstm(4, sequence), "9x5", "9x4"),
        Arguments.of(new Layer.Lstm(4, last, true), "9x5", "8"),
        Arguments.of(new Layer.Gru(4, sequence, true), "9x5", "9x8"),
        Arguments.of(new Layer.Gru(4, last), "9x5", "4"),
        Arguments.of(new Layer.Gru(4, sequence), "9x5", "9x4"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shapeFollowsFromTheInput(Layer layer, String input, String output) {
    NetworkPlan plan = plan(layer, input);
    assertEquals(Shape.parse(output), plan.shape("node"));
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(new Layer.Dense(7, LINEAR), "2x8x9", "flatten"),
        Arguments.of(new Layer.Conv2d(6, 3, LINEAR), "5", "an image [channels, height, width]"),
        Arguments.of(conv("3", "1", "same", "1", 2), "3x8x9", "divides into 2 groups"),
        Arguments.of(conv("9", "1", "valid", "1", 1), "2x8x9", "at least 9x9"),
        Arguments.of(conv("3", "1", "valid", "4", 1), "2x8x9", "at least 9x9"),
        Arguments.of(new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.VALID), "5", "an image"),
        Arguments.of(new Layer.AvgPool(Extent.of(2), Extent.of(2), Padding.VALID), "5", "an image"),
        Arguments.of(new Layer.GlobalAvgPool(), "5", "an image"),
        Arguments.of(new Layer.Upsample(Extent.of(2)), "9x5", "an image"),
        Arguments.of(new Layer.BatchNorm(0.1, 1e-5), "9x5", "an image or a vector"),
        Arguments.of(new Layer.Reshape(Shape.of(7, 7)), "48", "49"),
        Arguments.of(new Layer.Embedding(100, 16), "9x5", "[time]"),
        Arguments.of(new Layer.EmbeddingBag(100, 16, Layer.BagMode.MEAN), "9x5", "[time]"),
        Arguments.of(new Layer.PoolOverTime(Layer.PoolMode.MEAN), "5", "[time, features]"),
        Arguments.of(new Layer.Conv1d(6, 3, LINEAR), "5", "[time, features]"),
        Arguments.of(conv1d(3, 1, "same", 1, 3), "9x4", "divides into 3 groups"),
        Arguments.of(conv1d(3, 1, "valid", 5, 1), "9x4", "at least 11 steps"),
        Arguments.of(new Layer.Lstm(4, Layer.Returns.LAST), "5", "[time, features]"),
        Arguments.of(new Layer.Gru(4, Layer.Returns.LAST), "2x8x9", "[time, features]"));
  }

  private static Layer conv1d(int kernel, int stride, String padding, int dilation, int groups) {
    return new Layer.Conv1d(
        6,
        kernel,
        stride,
        Padding.parse(padding),
        dilation,
        groups,
        LINEAR,
        true,
        Initializer.AUTO);
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aMisfitNamesNodeGivenShapeAndNeed(Layer layer, String input, String need) {
    assertRefused(
        () -> plan(layer, input), "'node'", layer.getClass().getSimpleName(), input, need);
  }

  @Test
  void addNeedsInputsOfOneShape() {
    assertRefused(
        () -> joined(new Layer.Add(), 3, 4), "'join'", "[3, 4]", "left, right", "one shape");
    assertEquals(Shape.of(3), joined(new Layer.Add(), 3, 3).shape("join"));
  }

  @Test
  void concatJoinsTheFirstAxis() {
    assertEquals(Shape.of(7), joined(new Layer.Concat(), 3, 4).shape("join"));
    NetworkDescription images =
        NetworkDescription.sequence()
            .add("left", new Layer.Conv2d(3, 3, LINEAR), "input")
            .add("right", new Layer.Conv2d(4, 3, LINEAR), "input")
            .add("join", new Layer.Concat(), "left", "right")
            .build();
    assertEquals(Shape.of(7, 8, 9), NetworkPlan.of(images, Shape.of(2, 8, 9)).shape("join"));
  }

  @Test
  void concatRefusesImagesOfDifferentSizes() {
    NetworkDescription images =
        NetworkDescription.sequence()
            .add("left", new Layer.Upsample(new Extent(1, 2)), "input")
            .add("right", new Layer.Upsample(new Extent(2, 1)), "input")
            .add("join", new Layer.Concat(), "left", "right")
            .build();
    assertRefused(
        () -> NetworkPlan.of(images, Shape.of(2, 8, 8)),
        "'join'",
        "2x8x16",
        "2x16x8",
        "first axis only");
  }

  @Test
  void aPoolingWindowThatCanLieInTheMarginIsRefused() {
    for (Layer pool :
        List.of(
            new Layer.MaxPool(Extent.of(2), Extent.of(2), Padding.parse("2")),
            new Layer.AvgPool(new Extent(3, 1), Extent.of(1), Padding.parse("1")))) {
      assertRefused(() -> plan(pool, "3x8x8"), "'node'", "padding");
    }
  }

  static Stream<Arguments> enormous() {
    int most = Integer.MAX_VALUE;
    Extent huge = Extent.of(most);
    Extent one = Extent.of(1);
    return Stream.of(
        Arguments.of(conv("10001", "1", "same", "1", 1), "2x8x9", "10001"),
        Arguments.of(conv("3", "1", "same", "" + most, 1), "2x8x9", "4294967295"),
        Arguments.of(conv("3", "1", "valid", "" + (1 << 30), 1), "2x8x9", "2147483649"),
        Arguments.of(conv("1x" + most, "1", "same", "1", 1), "2x8x9", "2147483647"),
        Arguments.of(conv("3", "1", "" + most, "1", 1), "2x8x9", "2 GiB"),
        Arguments.of(conv("65536", "1", "40000", "1", 1), "2x8x9", "2 GiB"),
        Arguments.of(new Layer.MaxPool(huge, huge, Padding.SAME), "2x8x9", "2147483647"),
        Arguments.of(new Layer.AvgPool(huge, one, Padding.SAME), "2x8x9", "2147483647"),
        Arguments.of(new Layer.Upsample(huge), "2x8x9", "2 GiB"),
        Arguments.of(new Layer.Upsample(Extent.of(1 << 29)), "2x8x8", "2 GiB"),
        Arguments.of(new Layer.Upsample(Extent.of(1 << 16)), "2x8x8", "2 GiB"),
        Arguments.of(new Layer.Dense(most, LINEAR), "5", "2 GiB"),
        Arguments.of(new Layer.Embedding(most, most), "9", "2 GiB"),
        Arguments.of(new Layer.Embedding(most, 1), "9", "2 GiB"),
        Arguments.of(new Layer.Lstm(most / 4 + 1, Layer.Returns.LAST), "9x5", "node"),
        Arguments.of(new Layer.Gru(most / 3 + 1, Layer.Returns.LAST), "9x5", "node"),
        Arguments.of(new Layer.Lstm(most, Layer.Returns.SEQUENCE), "9x5", "node"));
  }

  /** Products of settings that no int holds, and what no memory holds. */
  @ParameterizedTest
  @MethodSource("enormous")
  void whatIsEnormousNamesTheNode(Layer layer, String input, String found) {
    assertRefused(() -> plan(layer, input), "'node' cannot be built", found);
  }

  @Test
  void aWindowMayBeLargerThanWhatItSees() {
    // The last layers of networks for larger images, and dilated ones, see padding on all sides.
    assertEquals(Shape.of(6, 1, 1), plan(conv("7", "1", "same", "1", 1), "2x1x1").shape("node"));
    assertEquals(Shape.of(6, 8, 8), plan(conv("3", "1", "same", "36", 1), "2x8x8").shape("node"));
    assertEquals(
        Shape.of(6, 1, 1),
        plan(conv("3", "" + Integer.MAX_VALUE, "same", "1", 1), "2x8x8").shape("node"));
  }

  @Test
  void concatenatedAxesMayExceedWhatAnIntHolds() {
    NetworkDescription.Builder wide = NetworkDescription.sequence();
    String[] all = new String[8];
    for (int i = 0; i < all.length; i++) {
      all[i] = "reshape-" + i;
      wide.add(all[i], new Layer.Reshape(Shape.of(Shape.of(1 << 28).elements())), "input");
    }
    NetworkDescription network = wide.add("join", new Layer.Concat(), all).build();
    assertRefused(
        () -> NetworkPlan.of(network, Shape.of(1 << 28)), "'join' cannot be built", "2 GiB");
  }

  @Test
  void aNetworkHasSomeThousandNodesAtMost() {
    NetworkDescription.Builder deep = NetworkDescription.sequence();
    for (int i = 0; i < NetworkDescription.LARGEST; i++) {
      deep.add("n" + i, new Layer.Flatten());
    }
    NetworkPlan.of(deep.build(), Shape.of(3));
    deep.add("last", new Layer.Flatten());
    assertRefused(IllegalArgumentException.class, deep::build, "10,001 layers", "at most 10,000");
  }

  @Test
  void weightsThatNoMemoryHoldsNameTheNode() {
    assertRefused(() -> plan(new Layer.Dense(100_000, LINEAR), "100000"), "'node'", "2 GiB");
  }

  @Test
  void weightsThatTogetherExceedMemoryAreRefused() {
    NetworkDescription large =
        NetworkDescription.sequence()
            .add("a", new Layer.Dense(20_000, LINEAR))
            .add("b", new Layer.Dense(20_000, LINEAR))
            .build();
    assertRefused(() -> NetworkPlan.of(large, Shape.of(20_000)), "'b.weight'", "2 GiB");
  }

  @Test
  void convolutionWithGroupsThatDoNotDivideItsFiltersIsRefused() {
    for (int groups : new int[] {0, -1, 4}) {
      assertThrows(IllegalArgumentException.class, () -> conv("3", "1", "same", "1", groups));
    }
  }

  private static Layer conv(
      String kernel, String stride, String padding, String dilation, int groups) {
    return new Layer.Conv2d(
        6,
        Extent.parse(kernel),
        Extent.parse(stride),
        Padding.parse(padding),
        Extent.parse(dilation),
        groups,
        LINEAR,
        true,
        Initializer.AUTO);
  }

  private static NetworkPlan plan(Layer layer, String input) {
    return NetworkPlan.of(
        NetworkDescription.sequence().add("node", layer).build(), Shape.parse(input));
  }

  private static NetworkPlan joined(Layer join, int left, int right) {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add("left", new Layer.Dense(left, LINEAR), "input")
            .add("right", new Layer.Dense(right, LINEAR), "input")
            .add("join", join, "left", "right")
            .build(),
        Shape.of(5));
  }
}
