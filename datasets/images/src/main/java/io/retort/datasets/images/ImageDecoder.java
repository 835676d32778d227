package io.retort.datasets.images;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageReader;

/** Makes the pixels of a sample of an image file. Thread-safe. */
final class ImageDecoder {
  /** What a pixel takes while an image is decoded, and what part of the heap all may take. */
  private static final int BYTES_PER_PIXEL = 8;

  private static final int PART = 4;

  /** Memory is counted in blocks of so many pixels; an image of fewer need not wait for it. */
  private static final int BLOCK = 1 << 20;

  private final Shape shape;
  private final ImageFit fit;
  private final String origin;
  private final int blocks;
  private final Semaphore free;

  /**
   * A decoder.
   *
   * @param shape {@code [channels, height, width]}
   * @param fit what is done to images of another size
   * @param origin where the size comes from, such as "the first image, a.png"
   */
  ImageDecoder(Shape shape, ImageFit fit, String origin) {
    this.shape = shape;
    this.fit = fit;
    this.origin = origin;
    long most = Runtime.getRuntime().maxMemory() / PART / BYTES_PER_PIXEL / BLOCK;
    this.blocks = (int) Math.max(1, Math.min(Integer.MAX_VALUE, most));
    this.free = new Semaphore(blocks);
  }

  Shape shape() {
    return shape;
  }

  ImageFit fit() {
    return fit;
  }

  /** The size of an image, of which only the header is looked at. */
  static ImageSize size(Path file) {
    return ImageFile.read(
        file,
        reader -> {
          ImageSize size = new ImageSize(reader.getHeight(0), reader.getWidth(0));
          ImageInput.requireDecodable(size.width(), size.height());
          return size;
        });
  }

  /**
   * Decodes a file.
   *
   * @return a byte for each element of the shape
   * @throws RetortException naming the file, if it is no image that can be used
   */
  byte[] decode(Path file) {
    return ImageFile.read(file, this::decode);
  }

  private byte[] decode(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    requireSize(width, height);
    int share = (int) Math.min(blocks, (long) width * height / BLOCK);
    free.acquireUninterruptibly(share);
    try {
      return ImageInput.read(reader, shape, fit);
    } finally {
      free.release(share);
    }
  }

  private void requireSize(int width, int height) {
    if (fit == ImageFit.EXACT && (height != shape.extent(1) || width != shape.extent(2))) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image has the size "
              + height
              + "x"
              + width
              + ", but "
              + origin
              + " has "
              + shape.extent(1)
              + "x"
              + shape.extent(2)
              + " (height x width); say with size and fit how images are resized");
    }
  }
}
