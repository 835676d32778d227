package io.retort.runtime.report;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a run or a sweep that a report is made of. */
@FunctionalInterface
public interface ReportFiles {
  /** Larger files are no part of a report. */
  long LARGEST = 64L << 20;

  /**
   * The text of a file.
   *
   * @param name such as {@code result.json}
   * @return its text; empty if it is not there
   */
  Optional<String> text(String name);

  /**
   * The files of a folder.
   *
   * @param folder that of a run or a sweep
   * @return its files; those that are larger than {@link #LARGEST} are left out
   */
  static ReportFiles of(Path folder) {
    return name -> {
      Path file = folder.resolve(name);
      try {
        // What is no UTF-8 is shown as what cannot be read, and keeps no page from being made.
        return Files.isRegularFile(file) && Files.size(file) <= LARGEST
            ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
            : Optional.empty();
      } catch (IOException unreadable) {
        throw new RetortException(
            ErrorKind.DATA,
            "The file " + file + " cannot be read: " + Reason.of(unreadable),
            unreadable);
      }
    };
  }

  /**
   * The same files, one of them with another text.
   *
   * @param name the file
   * @param text its text
   * @return other files
   */
  default ReportFiles with(String name, String text) {
    return asked -> asked.equals(name) ? Optional.of(text) : text(asked);
  }
}
