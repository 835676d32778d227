package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file with a row for each sample, whose cells have names: the columns. */
interface RecordedFile extends AutoCloseable {

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

  /**
   * Opens a file, plain or compressed with gzip: JSON lines if its name says so, else CSV.
   *
   * @throws RetortException naming the file and what is wrong with it
   */
  static RecordedFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs "
              + file
              + (Files.isDirectory(file)
                  ? " are a folder"
                  : Files.exists(file) ? " are a pipe or a device" : " do not exist")
              + "; correct the path in the teacher's configuration");
    }
    try {
      InputStream in = unpacked(file);
      try {
        return isJson(file) ? JsonRecordedFile.of(file, in) : CsvRecordedFile.of(file, in);
      } catch (IOException | RuntimeException | Error failure) {
        in.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private static boolean isJson(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(jsonl|ndjson)(\\.gz)?");
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? UnpackedLimit.current().counted(new GZIPInputStream(in), file) : in;
    } catch (IOException | RetortException unreadable) {
      in.close();
      throw unreadable;
    }
  }

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
