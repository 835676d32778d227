package io.retort.teachers.recorded;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Opens files of recorded outputs. */
final class RecordedFiles {

  private RecordedFiles() {}

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
      throw RecordedFile.unreadable(file, failure);
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
}
