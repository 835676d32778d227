package io.retort.runtime.files;

import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are either complete or not there. */
public final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Writes a file.
   *
   * @param file replaced if it exists
   * @param content its bytes
   * @throws RetortException if it cannot be written
   */
  public static void write(Path file, byte[] content) {
    write(file, temporary -> Files.write(temporary, content));
  }

  /**
   * Writes a file.
   *
   * @param file replaced if it exists
   * @param writer writes the content to the file that it is given
   * @throws RetortException if it cannot be written
   */
  public static void write(Path file, Writer writer) {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      writer.write(temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new RetortException(
          "The file "
              + file
              + " cannot be written: "
              + unwritable
              + "; free some space or choose"
              + " another output folder",
          unwritable);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      // The error that left it behind is the one worth reporting.
    }
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Writer {

    /**
     * Writes.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException;
  }
}
