package io.retort.backends.cpu.onednn;

/**
 * Images whose pixels are repeated, or the gradient of the images.
 *
 * @param gradient whether it is the gradient of the images, from that of the output
 * @param planes images times channels
 * @param height of an image
 * @param width of an image
 * @param rows how often a row is repeated
 * @param columns how often a column is repeated
 */
record UpsamplingSpec(boolean gradient, int planes, int height, int width, int rows, int columns)
    implements PrimitiveSpec {

  @Override
  public long size(ArrayRole role) {
    return switch (role) {
      case IMAGE -> (long) planes * height * width;
      case OUTPUT -> size(ArrayRole.IMAGE) * rows * columns;
      default -> 0;
    };
  }

  @Override
  public String toString() {
    return (gradient ? "gradient of " : "")
        + planes
        + " images of "
        + height
        + "x"
        + width
        + " with pixels repeated "
        + rows
        + "x"
        + columns;
  }
}
