package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.TableFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An open file of CSV or JSON lines whose rows are read one after the other. */
final class CsvRows implements AutoCloseable {
  /** What the decoder puts in place of bytes that it does not understand. */
  static final char REPLACEMENT = '\uFFFD';

  private static final int NOWHERE = -1;

  private final Closeable reader;
  private final Iterator<CsvRow> records;
  private final CsvHeader header;
  private final Optional<CsvRowNames> rowNames;

  /** Rows that were looked at to understand the first line. */
  private final Deque<CsvRow> ahead = new ArrayDeque<>();

  /** The place of the column that may have any character, or none. */
  private int texts = NOWHERE;

  private CsvRows(
      Path file,
      Closeable reader,
      Iterator<CsvRow> records,
      boolean named,
      Optional<String> textColumn) {
    this.reader = reader;
    this.records = records;
    CsvRow first = unchecked(file);
    if (first == null) {
      throw empty(file, named);
    }
    first = first.copy();
    if (named) {
      requireUtf8(file, first);
    }
    CsvRow second = named ? unchecked(file) : first;
    if (second != null) {
      second = second.copy();
      ahead.add(second);
    }
    boolean shorter =
        named
            && second != null
            && second.size() == first.size() + 1
            && !second.cell(first.size()).isEmpty();
    List<String> columns = new ArrayList<>();
    if (shorter) {
      columns.add("");
    }
    columns.addAll(
        named
            ? first.cells()
            : IntStream.rangeClosed(1, first.size()).mapToObj(Integer::toString).toList());
    textColumn.ifPresent(name -> texts = columns.indexOf(name));
    if (second != null) {
      requireUtf8(file, second);
    }
    this.header = CsvHeader.of(file, columns, named, shorter);
    this.rowNames = shorter ? Optional.of(new CsvRowNames()) : Optional.empty();
  }

  /** Opens a file that is written as settings say. */
  static CsvRows open(Path file, Csv settings) {
    return open(file, settings.format(), settings.text().map(CsvText::column));
  }

  /**
   * Opens a file and reads the names of its columns.
   *
   * @param format how it is written
   * @param textColumn the column of texts, which may have been decoded wrongly before they came
   *     here; in all others that is a mistake
   */
  static CsvRows open(Path file, TableFormat format, Optional<String> textColumn) {
    InputStream in = DataFile.open(file);
    try {
      if (JsonRows.isNameOf(file)) {
        JsonRows rows = JsonRows.of(file, in, format.decimal());
        if (!rows.hasNext()) {
          throw empty(file, false);
        }
        return new CsvRows(file, rows, rows, true, textColumn);
      }
      CsvReader<CsvRow> reader =
          CsvReader.builder()
              .fieldSeparator(format.separator())
              .detectBomHeader(true)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(TableFormat.LONGEST_CELL)
              .build(new CsvRowHandler(), in, StandardCharsets.UTF_8);
      return new CsvRows(file, reader, reader.iterator(), format.header(), textColumn);
    } catch (IOException failure) {
      closeAfter(failure, in);
      throw DataFile.failure(file, failure);
    } catch (RuntimeException failure) {
      closeAfter(failure, in);
      throw failure;
    }
  }

  private static void closeAfter(Exception failure, InputStream in) {
    try {
      in.close();
    } catch (IOException notClosed) {
      failure.addSuppressed(notClosed);
    }
  }

  static RetortException empty(Path file, boolean named) {
    return new RetortException(
        ErrorKind.DATA,
        "The table "
            + file
            + " has no rows"
            + (named ? " below its header; if it has no header, set header to false" : ""));
  }

  CsvHeader header() {
    return header;
  }

  /** The next row, which is valid until the one after it is read, or null after the last one. */
  CsvRow next() {
    CsvRow row = ahead.isEmpty() ? read(header.file()) : ahead.remove();
    if (row != null && (row.size() != header.size() || !mayHaveName(row))) {
      throw header.misfit(row);
    }
    return row;
  }

  private boolean mayHaveName(CsvRow row) {
    return rowNames.isEmpty() || rowNames.get().mayBeOne(row);
  }

  private CsvRow read(Path file) {
    CsvRow row = unchecked(file);
    if (row != null) {
      requireUtf8(file, row);
    }
    return row;
  }

  private CsvRow unchecked(Path file) {
    return guarded(file, () -> records.hasNext() ? records.next() : null);
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
      } else if (reason instanceof RetortException beyondLimit) {
        throw beyondLimit;
      }
      String found = reason.getMessage();
      if (found.startsWith("The maximum buffer size")) {
        throw new RetortException(
            ErrorKind.DATA,
            "The table "
                + file
                + " has a cell of more than "
                + TableFormat.LONGEST_CELL
                + " characters"
                + found.substring(found.lastIndexOf(" (record"))
                + "; if a quote there is never closed, close it; if not, shorten the cell",
            malformed);
      }
      throw new RetortException(
          ErrorKind.DATA,
          "The table " + file + " is malformed: " + found + "; correct it",
          malformed);
    }
  }

  private void requireUtf8(Path file, CsvRow row) {
    if (!row.has(REPLACEMENT)) {
      return;
    }
    for (int place = 0; place < row.size(); place++) {
      String cell = row.cell(place);
      if (place != texts && cell.indexOf(REPLACEMENT) >= 0) {
        throw new RetortException(
            ErrorKind.DATA,
            file
                + ", line "
                + row.line()
                + ": the cell '"
                + Echo.of(cell)
                + "' is not encoded in UTF-8; convert the file to it");
      }
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw DataFile.failure(header.file(), failure);
    }
  }
}
