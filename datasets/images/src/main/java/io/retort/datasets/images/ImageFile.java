package io.retort.datasets.images;

import io.retort.core.ErrorKind;
import io.retort.core.HeapAdvice;
import io.retort.core.RetortException;
import io.retort.datasets.file.DataFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A PNG or JPEG file, and the sentences for when it is none. */
final class ImageFile {
  /** More than an image of the most pixels that are decoded has, however badly compressed. */
  private static final long MOST_BYTES = 1L << 29;

  // What files begin with, a character for each byte.
  private static final String PNG = "\u0089PNG";
  private static final String JPEG = "\u00ff\u00d8\u00ff";

  private ImageFile() {}

  /** Makes something of an image. */
  @FunctionalInterface
  interface Decoding<T> {
    T of(ImageReader reader) throws IOException;
  }

  /**
   * Opens an image. It is read as a whole first, as image readers would otherwise make a temporary
   * file or ask the system for each few bytes.
   *
   * @throws RetortException naming the file, if it is no image or cannot be read
   */
  static <T> T read(Path file, Decoding<T> decoding) {
    byte[] content = content(file);
    ImageReader reader = reader(file, content);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in, true, true);
      return decoding.of(reader);
    } catch (RetortException refusal) {
      throw new RetortException(ErrorKind.DATA, file + ": " + refusal.getMessage(), refusal);
    } catch (IOException | RuntimeException damaged) {
      // What image readers say of it is meant for programmers.
      throw refused(file, "is damaged and cannot be decoded; get it again", damaged);
    } catch (OutOfMemoryError full) {
      throw refused(file, "takes more memory than there is; " + HeapAdvice.of(0), full);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] content(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw refused(
            file,
            Files.isDirectory(file)
                ? "is a folder; images are not looked for in it"
                : Files.exists(file) ? "is a pipe or a device" : "does not exist",
            null);
      }
      long size = Files.size(file);
      if (size == 0) {
        throw refused(file, "is empty; get it again", null);
      } else if (size > MOST_BYTES) {
        throw refused(
            file,
            String.format(Locale.ROOT, "has %,d bytes, which is more than an image has", size),
            null);
      }
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw DataFile.failure(file, failure);
    }
  }

  private static ImageReader reader(Path file, byte[] content) {
    String begin =
        new String(content, 0, Math.min(PNG.length(), content.length), StandardCharsets.ISO_8859_1);
    String format = begin.startsWith(PNG) ? "png" : begin.startsWith(JPEG) ? "jpeg" : "";
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw refused(file, "is neither a PNG nor a JPEG; convert it", null);
    }
    return readers.next();
  }

  private static RetortException refused(Path file, String clause, Throwable cause) {
    return new RetortException(ErrorKind.DATA, "The image " + file + " " + clause, cause);
  }
}
