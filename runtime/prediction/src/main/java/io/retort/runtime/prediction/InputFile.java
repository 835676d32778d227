package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of raw data, or the standard input, plain or compressed with gzip. */
final class InputFile {
  static final Path STANDARD_INPUT = Path.of("-");

  private InputFile() {}

  /** Opens a file, which the caller closes. */
  static InputStream open(Path file) {
    try {
      InputStream in = new BufferedInputStream(raw(file), 1 << 16);
      try {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
      } catch (IOException unreadable) {
        in.close();
        throw unreadable;
      }
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /** Streams of channels look for their position, which pipes do not have. */
  private static InputStream raw(Path file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    return Files.isRegularFile(file)
        ? Files.newInputStream(file)
        : new FileInputStream(file.toFile());
  }

  static RetortException unreadable(Path file, Throwable failure) {
    return new RetortException(
        ErrorKind.DATA, "The file " + file + " cannot be read: " + Reason.of(failure), failure);
  }
}
