package io.retort.teachers.recorded;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.TableFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A table whose first line names the columns. */
final class CsvRecordedFile implements RecordedFile {
  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> columns;

  private CsvRecordedFile(Path file, CsvReader<CsvRecord> reader) {
    this.file = file;
    this.reader = reader;
    this.records = reader.iterator();
    if (!reading(records::hasNext)) {
      throw RecordedFile.empty(file);
    }
    this.columns = reading(records::next).getFields();
    Set<String> names = new HashSet<>();
    for (String column : columns) {
      if (!names.add(column)) {
        throw new RetortException(
            ErrorKind.DATA,
            file + ", line 1: there are two columns called '" + column + "'; rename one");
      }
    }
  }

  static CsvRecordedFile of(Path file, InputStream in) {
    return new CsvRecordedFile(
        file,
        CsvReader.builder()
            .detectBomHeader(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(TableFormat.LONGEST_CELL)
            .build(anyNumberOfCells(), in, StandardCharsets.UTF_8));
  }

  /** Labelled images are rows of more cells than the parser allows by itself. */
  private static CsvRecordHandler anyNumberOfCells() {
    return CsvRecordHandler.builder()
        .maxFields(Integer.MAX_VALUE)
        .maxFieldSize(TableFormat.LONGEST_CELL)
        .maxRecordSize(Integer.MAX_VALUE)
        .fieldModifier(new OuterBlanks())
        .build();
  }

  /** Takes blanks away that are not quoted: within quotes, they belong to the name of a class. */
  private static final class OuterBlanks implements FieldModifier {
    @Override
    public String modify(long line, int field, boolean quoted, String value) {
      return quoted ? value : value.strip();
    }
  }

  private <T> T reading(Supplier<T> step) {
    try {
      return step.get();
    } catch (CsvParseException malformed) {
      // The outer exception only says that reading failed, the cause says what is wrong and where.
      Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
      if (reason instanceof RetortException beyondLimit) {
        throw beyondLimit;
      }
      throw new RetortException(
          ErrorKind.DATA,
          "The recorded outputs " + file + " are malformed: " + Reason.of(reason),
          malformed);
    } catch (UncheckedIOException failure) {
      throw RecordedFile.unreadable(file, failure.getCause());
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<Row> next() {
    if (!reading(records::hasNext)) {
      return Optional.empty();
    }
    CsvRecord record = reading(records::next);
    String place = file + ", line " + record.getStartingLineNumber() + ": ";
    if (record.getFieldCount() != columns.size()) {
      throw new RetortException(
          ErrorKind.DATA,
          place
              + "the row has "
              + record.getFieldCount()
              + " cells, but the first line has "
              + columns.size());
    }
    return Optional.of(new Row(place, record.getFields()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
