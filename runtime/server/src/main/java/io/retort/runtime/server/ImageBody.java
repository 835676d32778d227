package io.retort.runtime.server;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.serving.Student;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image as the body of a request. */
final class ImageBody {
  /** The types of images that are read. */
  static final Set<String> TYPES = Set.of("image/png", "image/jpeg");

  private final Student student;

  ImageBody(Student student) {
    this.student = student;
  }

  /**
   * Decodes and prepares an image.
   *
   * @param type one of {@link #TYPES}
   * @param memory charged with the sample
   * @throws HttpRefusal if it is none, or of another size than the student reads
   */
  float[] read(byte[] body, String type, MemoryBudget.Share memory) {
    memory.take(RequestSamples.bytes(student, 1));
    return RequestSamples.numbered(0, 1, () -> prepared(body, type, memory));
  }

  private float[] prepared(byte[] body, String type, MemoryBudget.Share memory) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new RetortException(ErrorKind.ENVIRONMENT, "This Java reads no " + type);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(body))) {
      reader.setInput(in, true, true);
      memory.take(bytesToDecode(reader));
      return student.prepare(reader);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The body is not an image of type " + type + ": " + Echo.of(Reason.of(damaged)),
          damaged);
    } finally {
      reader.dispose();
    }
  }

  /** What a decoded image takes where it may be larger than the student's input. */
  private long bytesToDecode(ImageReader reader) throws IOException {
    boolean resized =
        student.preparation() instanceof InputPreparation.Pixels pixels
            && pixels.fit() != ImageFit.EXACT;
    long size = (long) reader.getWidth(0) * reader.getHeight(0);
    // Larger ones are refused for their size.
    return resized && size <= ImageInput.MOST_PIXELS ? Integer.BYTES * size : 0;
  }
}
