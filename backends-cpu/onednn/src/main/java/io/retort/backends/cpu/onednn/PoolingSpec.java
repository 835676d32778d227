package io.retort.backends.cpu.onednn;

/**
 * The largest value or the mean of each window, without the padding, or the gradient of the images.
 *
 * @param gradient whether it is the gradient of the images, from that of the output
 * @param max whether windows have a largest value, not a mean
 * @param batch the number of images
 * @param channels of an image
 * @param rows the window's way along the height
 * @param columns the window's way along the width
 */
record PoolingSpec(
    boolean gradient, boolean max, int batch, int channels, WindowAxis rows, WindowAxis columns)
    implements PrimitiveSpec {

  int pixels() {
    return rows.output() * columns.output();
  }

  @Override
  public long size(ArrayRole role) {
    long planes = (long) batch * channels;
    return switch (role) {
      case IMAGE -> planes * rows.input() * columns.input();
      case OUTPUT -> gradient ? 0 : planes * pixels();
      case OUTPUT_GRADIENT -> gradient ? planes * pixels() : 0;
      case IMAGE_GRADIENT -> gradient ? size(ArrayRole.IMAGE) : 0;
      default -> 0;
    };
  }

  @Override
  public String toString() {
    return (gradient ? "gradient of " : "")
        + (max ? "maxima" : "means")
        + " of "
        + batch
        + "x"
        + channels
        + " images, rows ("
        + rows
        + "), columns ("
        + columns
        + ")";
  }
}
