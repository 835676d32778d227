package io.retort.runtime.prediction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How raw data, and predictions, are written in a file. */
public enum FileFormat {
  /** Rows of a table, written as the table that the student has learned from. */
  CSV,
  /** A JSON document a line: an object with a row's cells, or a list of prepared values. */
  JSONL,
  /** A text a line. */
  TXT,
  /** An image, or a folder of images. */
  IMAGES;

  /**
   * The format that a file's name says.
   *
   * @param file a file or folder
   * @return empty if its name says none
   */
  public static Optional<FileFormat> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".tsv")) {
      return Optional.of(CSV);
    } else if (name.matches(".*\\.(jsonl|ndjson|json)(\\.gz)?")) {
      return Optional.of(JSONL);
    } else if (name.endsWith(".txt") || name.endsWith(".txt.gz")) {
      return Optional.of(TXT);
    } else if (ImageFiles.isImage(name) || Files.isDirectory(file)) {
      return Optional.of(IMAGES);
    }
    return Optional.empty();
  }
}
