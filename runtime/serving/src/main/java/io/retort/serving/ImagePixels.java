package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import java.awt.image.BufferedImage;

/** The pixels of an image in the order of a student's input: channel by channel, row by row. */
final class ImagePixels {
  /** The largest value of a pixel. */
  static final int WHITE = 255;

  private ImagePixels() {}

  /**
   * The pixels.
   *
   * @param shape {@code [channels, height, width]}, or {@code [values]} of a grey or coloured image
   * @return from 0 to {@link #WHITE}
   * @throws RetortException if the image is of another size, or transparent
   */
  static int[] of(BufferedImage image, Shape shape) {
    int pixels = image.getWidth() * image.getHeight();
    boolean fits =
        shape.rank() == 3
            ? shape.extent(1) == image.getHeight() && shape.extent(2) == image.getWidth()
            : shape.elements() == pixels || shape.elements() == 3 * pixels;
    int channels = fits ? shape.elements() / pixels : 0;
    if (channels != 1 && channels != 3) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image has "
              + image.getWidth()
              + " x "
              + image.getHeight()
              + " pixels; the student reads images of shape "
              + shape
              + " (channels x height x width): resize it");
    }
    return channels == 1 ? grey(image) : coloured(image);
  }

  /** Grey bytes as they are stored: Java would take them for light, and brighten them. */
  private static int[] grey(BufferedImage image) {
    int width = image.getWidth();
    int[] grey = new int[width * image.getHeight()];
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return image.getRaster().getSamples(0, 0, width, image.getHeight(), 0, grey);
    }
    int[] colours = coloured(image);
    for (int i = 0; i < grey.length; i++) {
      // The luma of ITU-R BT.601, as image libraries compute it.
      double luma =
          0.299 * colours[i]
              + 0.587 * colours[grey.length + i]
              + 0.114 * colours[2 * grey.length + i];
      grey[i] = (int) Math.round(luma);
    }
    return grey;
  }

  private static int[] coloured(BufferedImage image) {
    int width = image.getWidth();
    int plane = width * image.getHeight();
    int[] colours = new int[3 * plane];
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      int[] grey = grey(image);
      for (int channel = 0; channel < 3; channel++) {
        System.arraycopy(grey, 0, colours, channel * plane, plane);
      }
      return colours;
    }
    for (int i = 0; i < plane; i++) {
      int argb = image.getRGB(i % width, i / width);
      if (argb >>> 24 != WHITE) {
        throw new RetortException(
            ErrorKind.DATA,
            "The image is transparent in column "
                + i % width
                + ", row "
                + i / width
                + "; put it on the background that the training images have");
      }
      colours[i] = argb >> 16 & WHITE;
      colours[plane + i] = argb >> 8 & WHITE;
      colours[2 * plane + i] = argb & WHITE;
    }
    return colours;
  }
}
