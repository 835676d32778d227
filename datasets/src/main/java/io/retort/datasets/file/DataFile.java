package io.retort.datasets.file;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of data, plain or compressed with gzip, and the sentences for when it cannot be read. */
public final class DataFile {

  private DataFile() {}

  /**
   * Reads from an open file.
   *
   * @param <T> what it makes of it
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads to where it needs to. */
    T read(InputStream in) throws IOException;
  }

  /** Reads a file, which is closed again. */
  public static <T> T read(Path file, Reader<T> reader) {
    try (InputStream in = open(file)) {
      return reader.read(in);
    } catch (IOException failure) {
      throw failure(file, failure);
    }
  }

  /**
   * Refuses what is no file that can be opened.
   *
   * @throws RetortException if so, with the fix
   */
  public static void requireReadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + (Files.isDirectory(file)
                  ? " is a folder"
                  : Files.exists(file) ? " is a pipe or a device" : " does not exist")
              + "; correct its path in the data set's configuration");
    }
    if (!Files.isReadable(file)) {
      throw failure(file, new AccessDeniedException(file.toString()));
    }
  }

  /** Opens a file, which the caller closes. */
  public static InputStream open(Path file) {
    requireReadable(file);
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      try {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? UnpackedLimit.current().counted(new GZIPInputStream(in, 1 << 16), file) : in;
      } catch (IOException | RetortException unreadable) {
        in.close();
        throw unreadable;
      }
    } catch (IOException failure) {
      throw failure(file, failure);
    }
  }

  /** What to say about a file that cannot be read. */
  public static RetortException failure(Path file, IOException failure) {
    if (failure instanceof EOFException) {
      return new RetortException(
          ErrorKind.DATA, "The compressed file " + file + " is truncated; get it again", failure);
    } else if (failure instanceof ZipException) {
      return new RetortException(
          ErrorKind.DATA,
          "The compressed file "
              + file
              + " is damaged ("
              + failure.getMessage()
              + "); get it again",
          failure);
    } else if (failure instanceof AccessDeniedException) {
      return new RetortException(
          ErrorKind.DATA,
          "The file " + file + " may not be read by this user; change its permissions",
          failure);
    }
    return new RetortException(
        ErrorKind.DATA, "The file " + file + " cannot be read: " + Reason.of(failure), failure);
  }
}
