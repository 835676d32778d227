package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An image, or the images of a folder in the order of their names. */
final class ImageFiles implements RawSamples {
  private final Iterator<Path> files;

  private ImageFiles(List<Path> files) {
    this.files = files.iterator();
  }

  /** Whether a name in lower case is that of an image. */
  static boolean isImage(String name) {
    return name.matches(".*\\.(png|jpg|jpeg|bmp|gif)");
  }

  static ImageFiles open(Path file) {
    if (!Files.isDirectory(file)) {
      if (file.equals(InputFile.STANDARD_INPUT)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "Images are not read from the standard input; name an image or a folder of images");
      }
      return new ImageFiles(List.of(file));
    }
    List<Path> images;
    try (Stream<Path> all = Files.list(file)) {
      images =
          all.filter(each -> isImage(each.getFileName().toString().toLowerCase(Locale.ROOT)))
              .sorted()
              .toList();
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
    if (images.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA, "There is no PNG, JPEG, BMP or GIF in the folder " + file);
    }
    return new ImageFiles(images);
  }

  @Override
  public Optional<RawSample> next() {
    return files.hasNext() ? Optional.of(new Image(files.next())) : Optional.empty();
  }

  @Override
  public void close() {
    // Images are open while they are read only.
  }

  private record Image(Path file) implements RawSample {
    @Override
    public String source() {
      return file.getFileName().toString();
    }

    @Override
    public String place() {
      return "the image " + file.getFileName();
    }

    @Override
    public float[] prepare(Student student, RowCounts counts) {
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
          throw new RetortException(ErrorKind.DATA, "The file is not a PNG, JPEG, BMP or GIF");
        }
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, true, true);
          return student.prepare(reader);
        } finally {
          reader.dispose();
        }
      } catch (RetortException | IllegalStateException refusal) {
        throw refusal;
      } catch (IOException | RuntimeException damaged) {
        throw new RetortException(
            ErrorKind.DATA, "The image cannot be decoded: " + Reason.of(damaged), damaged);
      }
    }
  }
}
