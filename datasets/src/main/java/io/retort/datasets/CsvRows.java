package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An open CSV file whose rows are read one after the other. */
final class CsvRows implements AutoCloseable {
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final CsvTable table;

  /** The first line, where it is no header and not read yet. */
  private CsvRecord first;

  private CsvRows(Path file, CsvReader<CsvRecord> reader, boolean header) {
    this.reader = reader;
    this.records = reader.iterator();
    CsvRecord line = guarded(file, () -> records.hasNext() ? records.next() : null);
    if (line == null) {
      throw CsvTable.empty(file, header);
    }
    List<String> cells = line.getFields();
    List<String> columns =
        header
            ? cells.stream().map(String::strip).toList()
            : IntStream.rangeClosed(1, cells.size()).mapToObj(Integer::toString).toList();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.indexOf(columns.get(i)) != i) {
        throw new RetortException(
            "The table " + file + " has two columns called '" + columns.get(i) + "'; rename one");
      }
    }
    this.table = new CsvTable(file, columns, List.of());
    check(line);
    this.first = header ? null : line;
  }

  static CsvRows open(Path file, char separator, boolean header) {
    InputStream in = DataFile.open(file);
    try {
      CsvReader<CsvRecord> reader =
          CsvReader.builder()
              .fieldSeparator(separator)
              .detectBomHeader(true)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(in);
      return new CsvRows(file, reader, header);
    } catch (RuntimeException failure) {
      try (in) {
        throw failure;
      } catch (IOException notClosed) {
        failure.addSuppressed(notClosed);
        throw failure;
      }
    }
  }

  /** The columns; the table has no rows, but places for messages. */
  CsvTable table() {
    return table;
  }

  /** The next row, or null after the last one. */
  CsvRecord next() {
    if (first != null) {
      CsvRecord row = first;
      first = null;
      return row;
    }
    return guarded(
        table.file(),
        () -> {
          if (!records.hasNext()) {
            return null;
          }
          CsvRecord row = records.next();
          check(row);
          return row;
        });
  }

  private static <T> T guarded(Path file, Supplier<T> read) {
    try {
      return read.get();
    } catch (UncheckedIOException failure) {
      throw DataFile.failure(file, failure.getCause());
    } catch (CsvParseException malformed) {
      // The outer exception only says that reading failed, the cause says what is wrong and where.
      Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
      if (reason instanceof IOException failure) {
        throw DataFile.failure(file, failure);
      }
      throw new RetortException(
          "The table " + file + " is malformed: " + reason.getMessage() + "; correct it",
          malformed);
    }
  }

  private void check(CsvRecord row) {
    String place = table.file() + ", line " + row.getStartingLineNumber() + ": ";
    if (row.getFieldCount() != table.columns().size()) {
      throw new RetortException(
          place
              + "the row has "
              + row.getFieldCount()
              + " cells, but the first line has "
              + table.columns().size()
              + "; correct the row, quote cells that contain the separator, or set the separator");
    }
    for (String cell : row.getFields()) {
      // What the decoder puts in place of bytes that it does not understand.
      if (cell.indexOf('\uFFFD') >= 0) {
        throw new RetortException(
            place + "the cell '" + cell + "' is not encoded in UTF-8; convert the file to it");
      }
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw DataFile.failure(table.file(), failure);
    }
  }
}
