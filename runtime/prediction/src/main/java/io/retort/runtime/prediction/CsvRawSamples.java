package io.retort.runtime.prediction;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.TableFormat;
import io.retort.serving.Student;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The rows of a table, written as the one that the student has learned from. */
final class CsvRawSamples implements RawSamples {
  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> names;
  private CsvRecord ahead;
  private long row;

  private CsvRawSamples(
      Path file, CsvReader<CsvRecord> reader, boolean header, List<InputColumn> columns) {
    this.file = file;
    this.reader = reader;
    this.records = reader.iterator();
    CsvRecord first = read();
    if (first == null) {
      throw new RetortException(ErrorKind.DATA, "The table " + file + " has no rows");
    }
    if (header) {
      this.names = first.getFields();
    } else {
      this.names = IntStream.rangeClosed(1, first.getFieldCount()).mapToObj(i -> "" + i).toList();
      this.ahead = first;
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!name.isEmpty() && !seen.add(name)) {
        throw new RetortException(
            ErrorKind.DATA,
            "The table " + file + " has two columns called '" + name + "'; call one otherwise");
      }
    }
    TableColumns.require(file, names, columns);
  }

  /**
   * Opens a table.
   *
   * @param columns those that it has to have
   */
  static CsvRawSamples open(Path file, TableFormat format, List<InputColumn> columns) {
    CsvReader<CsvRecord> reader;
    try {
      reader =
          CsvReader.builder()
              .fieldSeparator(format.separator())
              .detectBomHeader(true)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(TableFormat.LONGEST_CELL)
              .build(
                  CsvRecordHandler.of(
                      options ->
                          options
                              .maxFields(Integer.MAX_VALUE)
                              .maxFieldSize(TableFormat.LONGEST_CELL)
                              .maxRecordSize(Integer.MAX_VALUE)
                              .fieldModifier(new Stripped())),
                  InputFile.open(file),
                  StandardCharsets.UTF_8);
    } catch (UncheckedIOException failure) {
      throw InputFile.unreadable(file, failure.getCause());
    }
    try {
      return new CsvRawSamples(file, reader, format.header(), columns);
    } catch (RuntimeException failure) {
      close(file, reader);
      throw failure;
    }
  }

  /** Blanks around a cell that is not quoted do not count, as in the training data. */
  private static final class Stripped implements FieldModifier {
    @Override
    public String modify(long line, int place, boolean quoted, String cell) {
      return quoted ? cell : cell.strip();
    }
  }

  @Override
  public Optional<RawSample> next() {
    CsvRecord record = ahead == null ? read() : ahead;
    ahead = null;
    if (record == null) {
      return Optional.empty();
    }
    row++;
    return Optional.of(new Row(row, record.getStartingLineNumber(), record.getFields()));
  }

  private CsvRecord read() {
    return guarded(() -> records.hasNext() ? records.next() : null);
  }

  private <T> T guarded(Supplier<T> read) {
    try {
      return read.get();
    } catch (UncheckedIOException failure) {
      throw InputFile.unreadable(file, failure.getCause());
    } catch (CsvParseException malformed) {
      Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
      throw new RetortException(
          ErrorKind.DATA,
          "The table " + file + " is malformed: " + Reason.of(reason) + "; correct it",
          malformed);
    }
  }

  @Override
  public void close() {
    close(file, reader);
  }

  private static void close(Path file, CsvReader<CsvRecord> reader) {
    try {
      reader.close();
    } catch (IOException failure) {
      throw InputFile.unreadable(file, failure);
    }
  }

  /** A row of the table. */
  private final class Row implements RawSample {
    private final long number;
    private final long line;
    private final List<String> cells;

    Row(long number, long line, List<String> cells) {
      this.number = number;
      this.line = line;
      this.cells = cells;
    }

    @Override
    public String source() {
      return Long.toString(number);
    }

    @Override
    public String place() {
      return "line " + line;
    }

    @Override
    public float[] prepare(Student student, RowCounts counts) {
      if (cells.size() != names.size()) {
        throw new RetortException(
            ErrorKind.DATA,
            "The row has " + cells.size() + " cells, the table " + names.size() + " columns");
      }
      Map<String, Object> byName = new HashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        byName.put(names.get(i), cells.get(i));
      }
      counts.decoded(byName);
      return student.prepare(byName, counts);
    }
  }
}
