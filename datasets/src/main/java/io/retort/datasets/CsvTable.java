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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cells of a CSV file, as many in each row as there are columns.
 *
 * @param file where it was read from
 * @param columns the names of the columns
 * @param rows the rows without the header, at least one
 */
record CsvTable(Path file, List<String> columns, List<CsvRecord> rows) {

  static CsvTable read(Path file, char separator, boolean header) {
    List<CsvRecord> records = DataFile.read(file, in -> records(file, in, separator));
    if (records.size() < (header ? 2 : 1)) {
      throw new RetortException(
          "The table "
              + file
              + " has no rows"
              + (header ? " below its header; if it has no header, set header to false" : ""));
    }
    List<String> first = records.get(0).getFields();
    List<String> columns =
        header
            ? first.stream().map(String::strip).toList()
            : IntStream.rangeClosed(1, first.size()).mapToObj(Integer::toString).toList();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.indexOf(columns.get(i)) != i) {
        throw new RetortException(
            "The table " + file + " has two columns called '" + columns.get(i) + "'; rename one");
      }
    }
    records.forEach(row -> check(file, row, columns.size()));
    return new CsvTable(file, columns, records.subList(header ? 1 : 0, records.size()));
  }

  private static void check(Path file, CsvRecord row, int columns) {
    String place = file + ", line " + row.getStartingLineNumber() + ": ";
    if (row.getFieldCount() != columns) {
      throw new RetortException(
          place
              + "the row has "
              + row.getFieldCount()
              + " cells, but the first line has "
              + columns
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

  private static List<CsvRecord> records(Path file, InputStream in, char separator)
      throws IOException {
    // Not closed here: DataFile closes what it opened.
    CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(in);
    try {
      List<CsvRecord> records = new ArrayList<>();
      reader.forEach(records::add);
      return records;
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    } catch (CsvParseException malformed) {
      // The outer exception only says that reading failed, the cause says what is wrong and where.
      Throwable reason = malformed.getCause() == null ? malformed : malformed.getCause();
      throw new RetortException(
          "The table " + file + " is malformed: " + reason.getMessage() + "; correct it",
          malformed);
    }
  }

  /** The place of a column, which the configuration has named under a key. */
  int column(String name, String key) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new RetortException(
          "The table "
              + file
              + " has no column '"
              + name
              + "', which the key "
              + key
              + " names; its columns are "
              + columns);
    }
    return index;
  }

  String cell(CsvRecord row, int column) {
    return row.getField(column).strip();
  }

  RetortException problem(CsvRecord row, int column, String sentence) {
    return new RetortException(
        file
            + ", line "
            + row.getStartingLineNumber()
            + ", column '"
            + columns.get(column)
            + "': "
            + sentence);
  }
}
