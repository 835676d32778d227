package io.retort.datasets.table.engine;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder in which the rows of tables are kept, so that they are parsed once and need not fit in
 * memory. A file there is known by a hash of what the table is known by, and of all settings that
 * rows depend on: scaling and the encoding of categories are found out from the rows.
 */
final class TableCache {
  /** How many digits of the hash are in a file's name. */
  private static final int DIGITS = 24;

  private final Path folder;
  private final TrainingListener listener;

  TableCache(Path folder, TrainingListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** The rows of a source that was opened: those that are kept, or else those that it has. */
  Table.Parts read(TableSource source, TableLayout layout) {
    Optional<TableSource.Identity> identity = source.identity();
    if (identity.isEmpty()) {
      return Table.read(source, layout, listener);
    }
    Path kept = folder.resolve(identity.get().name() + "-" + key(identity.get(), layout));
    try {
      if (!Files.exists(kept)) {
        write(source, layout, kept);
      }
      return read(kept, layout);
    } catch (UncheckedIOException failure) {
      throw unusable(kept, failure.getCause());
    } catch (IOException failure) {
      throw unusable(kept, failure);
    }
  }

  private static String key(TableSource.Identity identity, TableLayout layout) {
    Fingerprint key = new Fingerprint().add(Long.toString(PackedFile.MAGIC));
    identity.facts().forEach(key::add);
    key.add(layout.settings().format().toString())
        .add(layout.settings().missingLabels().toString())
        .add(layout.inputs().toString())
        .add(layout.labels().toString());
    // Rows without such columns are found where they were before there were any.
    layout.split().ifPresent(split -> key.add(split.toString()));
    layout.weight().ifPresent(weight -> key.add(weight.toString()));
    return key.text().substring(0, DIGITS);
  }

  private void write(TableSource rows, TableLayout layout, Path kept) throws IOException {
    listener.message("Keeping the rows of " + layout.header().origin().name() + " in " + kept);
    Files.createDirectories(folder);
    try (PackedFileWriter writer = new PackedFileWriter(kept)) {
      Table.Parts parts =
          Table.read(
              rows,
              new Table(layout, writer.section()),
              new Table(layout, writer.section()),
              listener);
      writer.finish(List.of(parts.labelled().packed(), parts.unlabelled().packed()));
    }
  }

  private Table.Parts read(Path kept, TableLayout layout) throws IOException {
    try {
      List<PackedTable> tables = PackedFile.read(kept);
      return new Table.Parts(Table.of(layout, tables.get(0)), Table.of(layout, tables.get(1)));
    } catch (PackedFile.DamagedException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + kept
              + ", which keeps the rows of "
              + layout.header().origin().name()
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
