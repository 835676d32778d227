package io.retort.core.image;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/** The rows of an image, one after the other, as bytes of grey or of red, green and blue. */
final class PixelRows {
  private static final int WHITE = 255;

  private final BufferedImage image;
  private final int width;
  private final boolean grey;
  private final int[] values;
  private final int[] alpha;
  private final byte[][] planes;

  /**
   * Prepares to read an image.
   *
   * @param channels 1 for grey or 3 for colours
   */
  PixelRows(BufferedImage image, int channels) {
    this.image = image;
    this.width = image.getWidth();
    this.grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(image.getColorModel() instanceof IndexColorModel);
    this.values = new int[width];
    this.alpha = new int[grey && image.getColorModel().hasAlpha() ? width : 0];
    this.planes = new byte[channels][width];
  }

  /**
   * Reads a row.
   *
   * @return a line for each channel, which the next row overwrites
   * @throws RetortException if it is transparent
   */
  byte[][] row(int y) {
    if (grey) {
      readGrey(y);
    } else {
      readColours(y);
    }
    return planes;
  }

  /** Grey as it is stored: Java would take it for light, and brighten it. */
  private void readGrey(int y) {
    image.getRaster().getSamples(0, y, width, 1, 0, values);
    int largest = largest(0);
    if (alpha.length > 0) {
      image.getRaster().getSamples(0, y, width, 1, 1, alpha);
      int opaque = largest(1);
      for (int x = 0; x < width; x++) {
        requireOpaque(alpha[x] == opaque, x, y);
      }
    }
    for (int x = 0; x < width; x++) {
      byte value = (byte) Math.round((float) values[x] * WHITE / largest);
      for (byte[] plane : planes) {
        plane[x] = value;
      }
    }
  }

  private int largest(int band) {
    return (1 << image.getColorModel().getComponentSize(band)) - 1;
  }

  private void readColours(int y) {
    image.getRGB(0, y, width, 1, values, 0, width);
    for (int x = 0; x < width; x++) {
      int argb = values[x];
      requireOpaque(argb >>> 24 == WHITE, x, y);
      int red = argb >> 16 & WHITE;
      int green = argb >> 8 & WHITE;
      int blue = argb & WHITE;
      if (planes.length == 1) {
        // The luma of ITU-R BT.601, as image libraries compute it.
        planes[0][x] = (byte) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      } else {
        planes[0][x] = (byte) red;
        planes[1][x] = (byte) green;
        planes[2][x] = (byte) blue;
      }
    }
  }

  private static void requireOpaque(boolean opaque, int x, int y) {
    if (!opaque) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image is transparent in column "
              + x
              + ", row "
              + y
              + "; put it on the background that the other images have");
    }
  }
}
