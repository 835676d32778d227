package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.TableFormat;
import io.retort.datasets.file.DataFile;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.engine.TableHeader;
import io.retort.datasets.table.engine.TableNumbers;
import io.retort.datasets.table.engine.TableSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An open file of CSV or JSON lines whose rows are read one after the other. */
final class CsvRows implements TableSource {
  private static final int NOWHERE = -1;

  private final Closeable reader;
  private final Iterator<CsvRow> records;
  private final Path file;
  private final TableHeader header;
  private final CsvOrigin origin;
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
    this.file = file;
    this.reader = reader;
    this.records = records;
    CsvRow first = unchecked(file);
    if (first == null) {
      throw CsvOrigin.noRows(file, named);
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
    this.origin = new CsvOrigin(file, named, shorter);
    this.header = TableHeader.of(origin, columns);
    this.rowNames = shorter ? Optional.of(new CsvRowNames()) : Optional.empty();
  }

  /** Opens a file that is written as settings say. */
  static CsvRows open(Path file, Csv settings) {
    return open(file, settings.format(), settings.text().map(TableText::column));
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
    TableNumbers numbers = new TableNumbers(format.decimal());
    try {
      if (JsonRows.isNameOf(file)) {
        JsonRows rows = JsonRows.of(file, in, numbers);
        if (!rows.hasNext()) {
          throw CsvOrigin.noRows(file, false);
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
              .build(new CsvRowHandler(numbers), in, StandardCharsets.UTF_8);
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

  @Override
  public TableHeader header() {
    return header;
  }

  /** The next row, which is valid until the one after it is read, or null after the last one. */
  @Override
  public CsvRow next() {
    CsvRow row = ahead.isEmpty() ? read(file) : ahead.remove();
    if (row != null && (row.size() != header.size() || !mayHaveName(row))) {
      throw misfit(row);
    }
    return row;
  }

  private boolean mayHaveName(CsvRow row) {
    return rowNames.isEmpty() || rowNames.get().mayBeOne(row);
  }

  /** A row has another number of cells than the first line. */
  private RetortException misfit(CsvRow row) {
    int names = origin.rowNames() ? header.size() - 1 : header.size();
    int shorter = Math.min(names, row.size());
    boolean onlySeparators =
        (row.size() > names ? row.cells() : header.columns())
            .subList(shorter, Math.max(names, row.size())).stream().allMatch(String::isEmpty);
    return new RetortException(
        ErrorKind.DATA,
        origin.place(row.line())
            + ": the row has "
            + row.size()
            + " cells, but the first line has "
            + names
            + (onlySeparators
                ? (row.size() > names ? ": it" : ": that one")
                    + " ends with a separator, after which there is nothing; remove the separators"
                    + " at the ends of lines, or end all lines with one"
                : "; correct the row, quote cells that contain the separator, or set the"
                    + " separator"));
  }

  /** The file's path, size and time. */
  @Override
  public Optional<Identity> identity() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Identity(
              String.valueOf(file.getFileName()),
              List.of(
                  file.toRealPath().toString(), found.size() + " " + found.lastModifiedTime())));
    } catch (IOException failure) {
      throw DataFile.failure(file, failure);
    }
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
      throw DataFile.failure(file, failure);
    }
  }
}
