package io.retort.runtime.prediction;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of raw data, plain or compressed with gzip. */
final class InputFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private InputFile() {}

  /** Opens a file, which the caller closes. */
  static InputStream open(Path file) {
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
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

  /**
   * Opens a file of text, without the mark of its byte order that it may begin with. What is not
   * encoded in UTF-8 becomes U+FFFD.
   */
  static BufferedReader lines(Path file) {
    // The decoder of a reader that is made from a stream puts a mark for what is no UTF-8.
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
    try {
      lines.mark(1);
      if (lines.read() != BYTE_ORDER_MARK) {
        lines.reset();
      }
      return lines;
    } catch (IOException failure) {
      try {
        lines.close();
      } catch (IOException notClosed) {
        failure.addSuppressed(notClosed);
      }
      throw unreadable(file, failure);
    }
  }

  static RetortException unreadable(Path file, Throwable failure) {
    return new RetortException(
        ErrorKind.DATA, "The file " + file + " cannot be read: " + Reason.of(failure), failure);
  }
}
