package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file with a row for each sample, whose cells have names: the columns. */
interface RecordedFile extends AutoCloseable {
  /** The column with the place of a row's sample in the data set. */
  String SAMPLE = "sample";

  /**
   * A row.
   *
   * @param place the file and line, as a message begins
   * @param cells in the order of the columns
   */
  record Row(String place, List<String> cells) {}

  /** The columns, each of which has another name. */
  List<String> columns();

  /** The next row; empty behind the last one. */
  Optional<Row> next();

  @Override
  void close() throws IOException;

  /** What is said of a file that cannot be read. */
  static RetortException unreadable(Path file, IOException failure) {
    return new RetortException(
        ErrorKind.DATA,
        "The recorded outputs " + file + " cannot be read: " + Reason.of(failure),
        failure);
  }

  /** What is said of a file without rows. */
  static RetortException empty(Path file) {
    return new RetortException(ErrorKind.DATA, "The recorded outputs " + file + " are empty");
  }
}
