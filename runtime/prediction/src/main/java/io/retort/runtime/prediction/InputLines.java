package io.retort.runtime.prediction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of a file of text, plain or compressed with gzip, without the mark of its byte order
 * that it may begin with. What is not encoded in UTF-8 becomes U+FFFD.
 */
final class InputLines implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final BufferedReader lines;
  private long number;

  InputLines(Path file) {
    this.file = file;
    // The decoder of a reader that is made from a stream puts a mark for what is not UTF-8.
    this.lines =
        new BufferedReader(new InputStreamReader(InputFile.open(file), StandardCharsets.UTF_8));
    try {
      lines.mark(1);
      if (lines.read() != BYTE_ORDER_MARK) {
        lines.reset();
      }
    } catch (IOException failure) {
      try {
        lines.close();
      } catch (IOException notClosed) {
        failure.addSuppressed(notClosed);
      }
      throw InputFile.unreadable(file, failure);
    }
  }

  /** The next line; empty after the last. */
  Optional<String> next() {
    try {
      number++;
      return Optional.ofNullable(lines.readLine());
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
  }

  /** The number of the line that was read last, from 1 on. */
  long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
  }
}
