package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * A folder in which the rows of tables are kept, so that they are parsed once and need not fit in
 * memory. A file there is known by a hash of the table's path, size and time, and of all settings
 * that rows depend on: scaling and the encoding of categories are found out from the rows.
 */
final class CsvCache {
  /** How many digits of the hash are in a file's name. */
  private static final int DIGITS = 24;

  private final Path folder;
  private final TrainingListener listener;

  CsvCache(Path folder, TrainingListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** The rows of a file that was opened: those that are kept, or else those that it has. */
  CsvTable.Parts read(CsvRows rows, CsvLayout layout) {
    Path source = layout.header().file();
    Path kept = folder.resolve(source.getFileName() + "-" + key(source, layout));
    try {
      if (!Files.exists(kept)) {
        write(rows, layout, kept);
      }
      return read(kept, layout);
    } catch (UncheckedIOException failure) {
      throw unusable(kept, failure.getCause());
    } catch (IOException failure) {
      throw unusable(kept, failure);
    }
  }

  private static String key(Path source, CsvLayout layout) {
    try {
      BasicFileAttributes found = Files.readAttributes(source, BasicFileAttributes.class);
      return new Fingerprint()
          .add(Long.toString(PackedFile.MAGIC))
          .add(source.toRealPath().toString())
          .add(found.size() + " " + found.lastModifiedTime())
          .add(layout.settings().format().toString())
          .add(layout.settings().missingLabels().toString())
          .add(layout.inputs().toString())
          .add(layout.labels().toString())
          .text()
          .substring(0, DIGITS);
    } catch (IOException failure) {
      throw DataFile.failure(source, failure);
    }
  }

  private void write(CsvRows rows, CsvLayout layout, Path kept) throws IOException {
    listener.message("Keeping the rows of " + layout.header().file() + " in " + kept);
    Files.createDirectories(folder);
    try (PackedFileWriter writer = new PackedFileWriter(kept)) {
      CsvTable.Parts parts =
          CsvTable.read(
              rows, new CsvTable(layout, writer.section()), new CsvTable(layout, writer.section()));
      writer.finish(List.of(parts.labelled().packed(), parts.unlabelled().packed()));
    }
  }

  private CsvTable.Parts read(Path kept, CsvLayout layout) throws IOException {
    try {
      List<PackedTable> tables = PackedFile.read(kept);
      return new CsvTable.Parts(
          CsvTable.of(layout, tables.get(0)), CsvTable.of(layout, tables.get(1)));
    } catch (PackedFile.DamagedException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + kept
              + ", which keeps the rows of "
              + layout.header().file()
              + ", has been altered or cut off; delete it, and it is made again",
          damaged);
    }
  }

  private RetortException unusable(Path kept, IOException failure) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The rows of a table cannot be kept in "
            + kept
            + ": "
            + Reason.of(failure)
            + "; make room there, name another folder under cache, or leave the key out",
        failure);
  }
}
