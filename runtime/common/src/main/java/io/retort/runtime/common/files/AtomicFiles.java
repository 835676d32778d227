package io.retort.runtime.common.files;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.CompleteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files that are either complete or not there, whatever happens to the process or the
 * machine: the content is on the disk before the file gets its name, and the name before the call
 * returns.
 */
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
    try {
      replace(file, writer);
    } catch (IOException failure) {
      throw unwritable(file, failure, "make it possible to write there, or choose another place");
    }
  }

  /**
   * Writes a file for a caller who knows what to do if that fails.
   *
   * @param file replaced if it exists
   * @param writer writes the content to the file that it is given
   * @throws IOException if it cannot be written
   */
  public static void replace(Path file, Writer writer) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      writer.write(temporary);
      CompleteFile.move(temporary, file);
    } finally {
      delete(temporary);
    }
  }

  /**
   * A file could not be written.
   *
   * @param file the file
   * @param cause why
   * @param fix what to do about it, as a clause
   * @return the exception to throw
   */
  public static RetortException unwritable(Path file, IOException cause, String fix) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The file " + file + " cannot be written: " + Reason.of(cause) + "; " + fix,
        cause);
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
