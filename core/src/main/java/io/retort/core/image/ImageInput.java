package io.retort.core.image;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;

/**
 * The pixels of images in the order of a model's input: channel by channel, row by row, each an
 * unsigned byte.
 */
public final class ImageInput {
  /** The largest value of a pixel. */
  public static final int WHITE = 255;

  /** The most pixels of an image that is decoded, 8192 times 8192. */
  public static final long MOST_PIXELS = 1L << 26;

  private static final int UNKNOWN_COLOURS = -1;

  private ImageInput() {}

  /**
   * Decodes an image. It is not decoded if its header claims another size than is wanted, or more
   * than {@link #MOST_PIXELS}: a small file may unpack to any number of them.
   *
   * @param reader an image reader whose input is set
   * @param shape {@code [channels, height, width]} with 1 channel for grey or 3 for colours; for
   *     {@link ImageFit#EXACT} also {@code [values]}
   * @param fit what is done about another size
   * @return a byte for each element of the shape
   * @throws RetortException if it is too large, has another size that is refused, is transparent,
   *     has other colours than grey, RGB or a palette, or ends too early
   * @throws IOException if it is damaged. Readers throw runtime exceptions too
   */
  public static byte[] read(ImageReader reader, Shape shape, ImageFit fit) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    channels(width, height, shape, fit);
    requireColours(reader.getImageTypes(0));
    AtomicReference<String> cut = new AtomicReference<>();
    IIOReadWarningListener listener =
        (source, warning) -> {
          String words = warning.toLowerCase(Locale.ROOT);
          if (words.contains("premature end") || words.contains("truncated")) {
            cut.set(warning);
          }
        };
    reader.addIIOReadWarningListener(listener);
    try {
      BufferedImage image = reader.read(0);
      if (cut.get() != null) {
        throw new RetortException(ErrorKind.DATA, "The image ends too early; get it again");
      }
      return of(image, shape, fit);
    } finally {
      reader.removeIIOReadWarningListener(listener);
    }
  }

  /** Inks, such as CMYK, become other colours with every program that converts them. */
  private static void requireColours(Iterator<ImageTypeSpecifier> types) {
    int type =
        types.hasNext() ? types.next().getColorModel().getColorSpace().getType() : UNKNOWN_COLOURS;
    if (type != ColorSpace.TYPE_GRAY && type != ColorSpace.TYPE_RGB) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image has colours that are neither grey nor RGB, such as CMYK; convert it");
    }
  }

  /**
   * The pixels of a decoded image.
   *
   * @param image any image without transparent pixels
   * @param shape as in {@link #read}
   * @param fit what is done about another size
   * @return a byte for each element of the shape
   * @throws RetortException if it has another size that is refused, or is transparent
   */
  public static byte[] of(BufferedImage image, Shape shape, ImageFit fit) {
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = channels(width, height, shape, fit);
    PixelRows rows = new PixelRows(image, channels);
    boolean resized = shape.rank() == 3 && (shape.extent(1) != height || shape.extent(2) != width);
    return resized
        ? resized(rows, width, height, shape, fit)
        : copied(rows, channels, height, width);
  }

  /**
   * Refuses an image of more pixels than are decoded.
   *
   * @param width as its header says
   * @param height as its header says
   * @throws RetortException if there are more than {@link #MOST_PIXELS}
   */
  public static void requireDecodable(int width, int height) {
    if ((long) width * height > MOST_PIXELS) {
      throw new RetortException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "The image has %d x %d pixels, which is more than the %,d that are decoded: make it"
                  + " smaller",
              width,
              height,
              MOST_PIXELS));
    }
  }

  private static int channels(int width, int height, Shape shape, ImageFit fit) {
    long pixels = (long) width * height;
    if (shape.rank() == 3 && fit != ImageFit.EXACT) {
      requireDecodable(width, height);
      return shape.extent(0);
    }
    boolean fits =
        shape.rank() == 3
            ? shape.extent(1) == height && shape.extent(2) == width
            : shape.elements() == pixels || shape.elements() == 3 * pixels;
    long channels = fits ? shape.elements() / pixels : 0;
    if (channels != 1 && channels != 3) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image has "
              + width
              + " x "
              + height
              + " pixels; images are read that have the shape "
              + shape
              + " (channels x height x width): resize it");
    }
    return (int) channels;
  }

  /** Refuses what becomes large before it becomes small: an image of one pixel in each row. */
  private static void requireProportions(long pixels, int width, int height) {
    if (pixels > MOST_PIXELS) {
      throw new RetortException(
          ErrorKind.DATA,
          String.format(
              Locale.ROOT,
              "The image has %d x %d pixels, and is too narrow to be resized: cut it",
              width,
              height));
    }
  }

  private static byte[] copied(PixelRows rows, int channels, int height, int width) {
    byte[] pixels = new byte[channels * height * width];
    for (int y = 0; y < height; y++) {
      byte[][] row = rows.row(y);
      for (int channel = 0; channel < channels; channel++) {
        System.arraycopy(row[channel], 0, pixels, (channel * height + y) * width, width);
      }
    }
    return pixels;
  }

  /** First each row is resized, then each column. */
  private static byte[] resized(PixelRows rows, int width, int height, Shape shape, ImageFit fit) {
    int channels = shape.extent(0);
    int newHeight = shape.extent(1);
    int newWidth = shape.extent(2);
    Resampling across =
        new Resampling(width, fit.part(width, height, newWidth, newHeight), newWidth);
    Resampling down =
        new Resampling(height, fit.part(height, width, newHeight, newWidth), newHeight);
    int count = down.to() - down.from();
    requireProportions((long) count * newWidth, width, height);
    byte[][] narrow = new byte[channels][count * newWidth];
    for (int y = 0; y < count; y++) {
      byte[][] row = rows.row(down.from() + y);
      for (int channel = 0; channel < channels; channel++) {
        for (int x = 0; x < newWidth; x++) {
          narrow[channel][y * newWidth + x] = across.at(row[channel], across.from(), 1, x);
        }
      }
    }
    byte[] pixels = new byte[shape.elements()];
    int next = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < newHeight; y++) {
        for (int x = 0; x < newWidth; x++) {
          pixels[next++] = down.at(narrow[channel], x, newWidth, y);
        }
      }
    }
    return pixels;
  }
}
