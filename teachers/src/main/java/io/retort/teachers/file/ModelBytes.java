package io.retort.teachers.file;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a model file. */
public final class ModelBytes {
  private ModelBytes() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param key the teacher's key that names it, for messages
   * @return all its bytes
   * @throws RetortException if it is missing, is not a regular file, or cannot be read
   */
  public static byte[] read(Path file, String key) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + (Files.isDirectory(file) ? " is a folder" : " is a pipe or a device")
              + "; name a file under "
              + key
              + " in the teacher's configuration");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException | OutOfMemoryError unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model " + file + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }
}
