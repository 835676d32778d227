package io.retort.datasets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.DecimalNumber;
import io.retort.core.data.TableFormat;
import io.retort.datasets.file.DataFile;
import io.retort.datasets.table.engine.TableNumbers;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The objects of a file of JSON lines as rows of a table, the first of which has the names of the
 * columns: the keys of the first object. A file without objects has no rows. A key that another
 * object lacks, and null, is an empty cell; other keys are passed over.
 */
final class JsonRows implements Iterator<CsvRow>, Closeable {
  private final Path file;
  private final JsonParser parser;
  private final TableNumbers numbers;
  private final List<String> columns;
  private CsvRow next;
  private CsvRow following;

  private JsonRows(Path file, JsonParser parser, TableNumbers numbers) throws IOException {
    this.file = file;
    this.parser = parser;
    this.numbers = numbers;
    Map<String, String> first = object();
    this.columns = first == null ? List.of() : List.copyOf(first.keySet());
    this.next = first == null ? null : CsvRow.of(numbers, line(), columns, true);
    this.following = first == null ? null : row(first);
  }

  /** Whether a file's name says that it has JSON lines. */
  static boolean isNameOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(jsonl|ndjson)(\\.gz)?");
  }

  /**
   * Reads the first object.
   *
   * @param in closed with the rows
   * @param numbers how they are written in cells
   */
  static JsonRows of(Path file, InputStream in, TableNumbers numbers) throws IOException {
    JsonFactory format =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(TableFormat.LONGEST_CELL).build())
            .build();
    try {
      return new JsonRows(file, format.createParser(in), numbers);
    } catch (JsonProcessingException malformed) {
      throw malformed(file, malformed);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public CsvRow next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    CsvRow row = next;
    next = following;
    try {
      Map<String, String> read = next == null ? null : object();
      following = read == null ? null : row(read);
    } catch (JsonProcessingException malformed) {
      throw malformed(file, malformed);
    } catch (IOException failure) {
      throw DataFile.failure(file, failure);
    }
    return row;
  }

  private CsvRow row(Map<String, String> object) {
    List<String> cells = new ArrayList<>(columns.size());
    columns.forEach(column -> cells.add(object.getOrDefault(column, "")));
    return CsvRow.of(numbers, line(), cells, true);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** The next object, or null after the last. */
  private Map<String, String> object() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return null;
    } else if (token != JsonToken.START_OBJECT) {
      throw problem("there is no object; write one a line, with a value for each column");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!value.isStructStart()) {
        cells.put(name, cell(value));
      } else if (columns == null || columns.contains(name)) {
        throw problem("'" + name + "' is a list or an object, not the value of a cell");
      } else {
        parser.skipChildren();
      }
    }
    return cells;
  }

  /** Numbers as a student is given them later, who does not see how they were written. */
  private String cell(JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return "";
    }
    return value.isNumeric()
        ? DecimalNumber.text(parser.getNumberValue(), numbers.decimal())
        : parser.getText();
  }

  private RetortException problem(String sentence) {
    return new RetortException(ErrorKind.DATA, file + ", line " + line() + ": " + sentence);
  }

  private static RetortException malformed(Path file, JsonProcessingException malformed) {
    return new RetortException(
        ErrorKind.DATA,
        file
            + (malformed.getLocation() == null
                ? ""
                : ", line " + malformed.getLocation().getLineNr())
            + ": this is not JSON: "
            + Reason.of(malformed)
            + "; write an object a line",
        malformed);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
