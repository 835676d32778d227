package io.retort.testkit;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions and poolings in the corners in which libraries are wrong. Each stands behind a
 * convolution of single pixels, so that its input has a gradient that can be seen.
 */
final class BackendCorners {
  private static final Padding ONE = new Padding(false, 1);

  private BackendCorners() {}

  static List<BackendCase> all() {
    List<BackendCase> cases = new ArrayList<>();
    for (int channels : new int[] {1, 2}) {
      cases.addAll(convolutions(channels));
    }
    cases.addAll(poolings());
    cases.add(
        behindPixels(
            "upsampling of one pixel", Shape.of(3, 1, 1), new Layer.Upsample(new Extent(3, 2))));
    return cases;
  }

  private static List<BackendCase> convolutions(int channels) {
    return List.of(
        conv("to one column", Shape.of(channels, 3, 3), "2x3", "1x2", Padding.VALID, "1"),
        conv("to one row", Shape.of(channels, 3, 3), "3x2", "2x1", Padding.VALID, "1"),
        conv("of one column", Shape.of(channels, 5, 1), "3", "2", Padding.SAME, "1"),
        conv("of one row", Shape.of(channels, 1, 5), "3", "2x3", Padding.SAME, "1"),
        conv("of one pixel", Shape.of(channels, 1, 1), "3", "2", Padding.SAME, "1"),
        conv("as large as its map", Shape.of(channels, 4, 4), "4", "4", Padding.VALID, "1"),
        conv(
            "larger than its map",
            Shape.of(channels, 2, 3),
            "5x4",
            "2",
            new Padding(false, 2),
            "1"),
        conv("at its own stride", Shape.of(channels, 6, 4), "2", "2", Padding.VALID, "1"),
        conv("at strides above it", Shape.of(channels, 7, 8), "2", "3x4", ONE, "1"),
        conv("at a stride in height above it", Shape.of(channels, 8, 4), "2x3", "3x1", ONE, "1"),
        conv("dilated, at strides above it", Shape.of(channels, 8, 9), "2", "4x5", ONE, "2x3"),
        conv("one wide, dilated and padded", Shape.of(channels, 6, 1), "3x1", "1x2", ONE, "1x2"),
        conv("dilated beyond its map", Shape.of(channels, 3, 2), "3", "1x2", Padding.SAME, "3"));
  }

  private static List<BackendCase> poolings() {
    List<BackendCase> cases = new ArrayList<>();
    record Window(Shape image, String size, String stride, Padding padding) {}
    for (Window window :
        List.of(
            new Window(Shape.of(1, 3, 3), "2x3", "1x2", Padding.VALID),
            new Window(Shape.of(2, 5, 1), "3", "2", Padding.SAME),
            new Window(Shape.of(1, 1, 5), "3", "2x3", Padding.SAME),
            new Window(Shape.of(2, 1, 1), "3", "2", Padding.SAME),
            new Window(Shape.of(2, 4, 4), "4", "4", Padding.VALID),
            new Window(Shape.of(2, 7, 8), "2", "3x4", ONE),
            new Window(Shape.of(1, 8, 4), "2x3", "3x1", ONE),
            new Window(Shape.of(2, 2, 3), "5x4", "2", Padding.SAME))) {
      Extent size = Extent.parse(window.size);
      Extent stride = Extent.parse(window.stride);
      String name =
          "pooling of "
              + window.image
              + " by "
              + size
              + " at stride "
              + stride
              + " with padding "
              + window.padding;
      cases.add(
          behindPixels(
              "max " + name, window.image, new Layer.MaxPool(size, stride, window.padding)));
      cases.add(
          behindPixels(
              "average " + name, window.image, new Layer.AvgPool(size, stride, window.padding)));
    }
    return cases;
  }

  private static BackendCase conv(
      String name, Shape image, String kernel, String stride, Padding padding, String dilation) {
    return behindPixels(
        "convolution " + name + ", " + image,
        image,
        new Layer.Conv2d(
            3,
            Extent.parse(kernel),
            Extent.parse(stride),
            padding,
            Extent.parse(dilation),
            1,
            ActivationFunction.TANH,
            true,
            Initializer.AUTO));
  }

  private static BackendCase behindPixels(String name, Shape image, Layer layer) {
    return new BackendCase(
        name,
        NetworkDescription.sequence()
            .add("pixels", new Layer.Conv2d(image.extent(0), 1, ActivationFunction.TANH))
            .add("corner", layer)
            .build(),
        image);
  }
}
